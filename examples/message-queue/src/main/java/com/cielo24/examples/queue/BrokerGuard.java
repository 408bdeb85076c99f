package com.cielo24.examples.queue;

import java.util.Date;
import java.util.UUID;

import io.netty.channel.ChannelPipeline;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** What Artemis takes by itself, and a broker without a password on a person's machine must not. */
final class BrokerGuard implements ActiveMQServerPlugin {

    /** Refuses HTTP and WebSockets, by which any web page in a browser of this machine could send. */
    @Override
    public void afterCreateConnection(RemotingConnection connection) throws ActiveMQException {
        if (connection.getTransportConnection() instanceof NettyServerConnection netty) {
            ChannelPipeline handlers = netty.getNettyChannel().pipeline();
            if (handlers.get("http-decoder") != null || handlers.get("websocket-handler") != null) {
                netty.getNettyChannel().close();
                throw new ActiveMQException("HTTP is not allowed");
            }
        }
    }

    /** Makes numbers and text of AMQP's timestamps and UUIDs: Artemis cannot give them to clients of its own protocol. */
    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreate) {
        boolean isChanged = false;
        for (SimpleString name : message.getPropertyNames()) {
            Object value = message.getObjectProperty(name);
            if (value instanceof Date || value instanceof UUID) {
                message.putObjectProperty(
                        name, value instanceof Date time ? (Object) time.getTime() : value.toString());
                isChanged = true;
            }
        }
        if (isChanged) {
            message.reencode();
        }
    }
}
