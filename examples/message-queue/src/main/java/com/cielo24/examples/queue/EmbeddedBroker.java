package com.cielo24.examples.queue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.Settings;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.util.IOHelper;

/** Apache Artemis in this process, as {@code broker.xml} has it, for this machine only. */
record EmbeddedBroker(EmbeddedActiveMQ server, String url) implements AutoCloseable {

    /**
     * @throws ConfigurationException if the port is taken
     */
    static EmbeddedBroker start(Settings settings) throws Exception {
        int port = settings.number("broker.port", 1, 65535);
        requireFree(port);
        // messages contain URLs, whose queries may be secrets
        Path folder = Files.createDirectories(settings.folder("ingest.folder").resolve("broker"));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        String xml = settings.context()
                .resolvePropertyPlaceholders(
                        IOHelper.loadText(EmbeddedBroker.class.getResourceAsStream("/broker.xml")));
        Configuration configuration = new FileConfigurationParser()
                .parseMainConfig(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        configuration.setBrokerInstance(folder.toFile());
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.start();
        if (!server.getActiveMQServer().isStarted()) {
            throw new ConfigurationException("the broker could not start; see the log");
        }
        return new EmbeddedBroker(server, "tcp://127.0.0.1:" + port);
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            throw new ConfigurationException("port " + port + " of this machine is taken, maybe by a broker; to use"
                    + " that set broker.url=tcp://127.0.0.1:" + port
                    + ", to start another set broker.port and ingest.folder");
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
