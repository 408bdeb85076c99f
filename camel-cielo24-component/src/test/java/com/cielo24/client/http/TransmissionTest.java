package com.cielo24.client.http;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The watchdog looks for an early answer beside the sender, who may go on at any moment. */
class TransmissionTest {

    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final Queue<Runnable> looks = new ArrayDeque<>();
    private final Transmission transmission = new Transmission(upload(), "/", TIMEOUTS);
    private final ServiceConnection connection = new ServiceConnection("test", new ConnectionChecks());
    private Socket socket;
    private Socket peer;

    @BeforeEach
    void connect() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket = new Socket(server.getInetAddress(), server.getLocalPort());
            peer = server.accept();
        }
        connection.bind(socket);
        connection.carry(transmission, null);
    }

    @AfterEach
    void close() throws Exception {
        socket.close();
        peer.close();
    }

    @Test
    void cutsAnUploadThatIsAnsweredAndNeverUsesItsConnectionAgain() throws Exception {
        answer();
        beginToLook().run();

        assertThat(socket.isOutputShutdown()).isTrue();
        assertThat(connection.isConsistent()).as("of use for another request").isFalse();
    }

    @Test
    void leavesAConnectionWhoseUploadHasEndedMeanwhile() throws Exception {
        Runnable look = beginToLook();
        answer();
        connection.receiveResponseHeader();
        look.run();

        assertThat(socket.isOutputShutdown()).isFalse();
        assertThat(connection.isConsistent()).isTrue();
    }

    /** It holds the token, in the target of the request, and the media. */
    @Test
    void isForgottenByItsConnection() {
        Transmission other = new Transmission(upload(), "/?api_token=7ca5", TIMEOUTS);
        connection.carry(other, null);
        WeakReference<Transmission> kept = new WeakReference<>(other);
        other = null;

        connection.passivate();

        await().until(() -> {
            System.gc();
            return kept.get() == null;
        });
        assertThat(connection.isOpen()).isTrue();
    }

    private static Request upload() {
        UploadBody body = new UploadBody(InputStream.nullInputStream(), 1_000_000, () -> {}, bytes -> {});
        return new Request("media", "/", Map.of(), Map.of(), body, null);
    }

    private Runnable beginToLook() {
        await().until(() -> {
            transmission.check(looks::add, SendQueues.UNKNOWN);
            return !looks.isEmpty();
        });
        return looks.remove();
    }

    private void answer() throws Exception {
        peer.getOutputStream().write("HTTP/1.1 400 No\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        await().until(() -> socket.getInputStream().available() > 0);
    }
}
