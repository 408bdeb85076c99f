package com.cielo24.camel;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * A folder that a server of the test serves by FTP or SFTP.
 *
 * @param uri of the folder for camel-ftp, with the account and what makes it quick
 */
record RemoteFolder(String uri, AutoCloseable server) implements AutoCloseable {

    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
    private static final String OPTIONS = "?username=ann&password=secret&noop=true&initialDelay=0&delay=100";

    static RemoteFolder ftp(Path folder) throws Exception {
        ListenerFactory listeners = new ListenerFactory();
        listeners.setServerAddress(LOOPBACK);
        listeners.setPort(0);
        Listener listener = listeners.createListener();
        FtpServerFactory servers = new FtpServerFactory();
        servers.addListener("default", listener);
        BaseUser ann = new BaseUser();
        ann.setName("ann");
        ann.setPassword("secret");
        ann.setHomeDirectory(folder.toString());
        ann.setAuthorities(List.of(new WritePermission()));
        servers.getUserManager().save(ann);
        FtpServer server = servers.createServer();
        server.start();
        return new RemoteFolder(
                "ftp:" + LOOPBACK + ":" + listener.getPort() + OPTIONS + "&passiveMode=true", server::stop);
    }

    static RemoteFolder sftp(Path folder) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(LOOPBACK);
        server.setPort(0);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> true);
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        server.start();
        return new RemoteFolder(
                "sftp:" + LOOPBACK + ":" + server.getPort() + OPTIONS + "&useUserKnownHostsFile=false", server);
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
