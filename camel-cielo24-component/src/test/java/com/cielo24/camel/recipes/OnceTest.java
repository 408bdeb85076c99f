package com.cielo24.camel.recipes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.LedgerException;
import com.cielo24.ledger.MediaLedger;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.sqlite.SQLiteDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** With a ledger nothing is added twice, whatever comes again. */
class OnceTest extends Recipe {

    private DataSource dataSource() {
        SQLiteDataSource sqlite = new SQLiteDataSource();
        sqlite.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        return sqlite;
    }

    @Test
    void addsAFileOnceThoughItsFolderForgetsIt() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        properties.setProperty("inbox", inbox.toString());
        AtomicBoolean failed = new AtomicBoolean();
        MockEndpoint after = context.getEndpoint("mock:after", MockEndpoint.class);
        after.whenAnyExchangeReceived(exchange -> failOnce(failed));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                interceptSendToEndpoint("cielo24:*").to("log:before").afterUri("mock:after");
                SQLiteDataSource database = new SQLiteDataSource();
                database.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db") + "?journal_mode=WAL&synchronous=FULL");
                bindToRegistry("ledger", new JdbcMediaLedger(database));
                from("file:{{inbox}}").to("cielo24:addMedia?createJob=true");
            }
        });
        context.start();
        Files.write(inbox.resolve("lecture.mp4"), new byte[1000]);
        await().until(() -> Files.exists(inbox.resolve(".camel/lecture.mp4")));
        assertThat(failed).isTrue();
        assertThat(service.requestCount()).isEqualTo(1);
        assertThat(service.media()).hasSize(1);
        context.getRegistry()
                .lookupByNameAndType("ledger", JdbcMediaLedger.class)
                .close();
    }

    @Test
    void addsTheMediaOfAMessageOnceThoughItIsDeliveredAgain() throws Exception {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://3"));
        broker.start();
        AtomicBoolean failed = new AtomicBoolean();
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://3");
        try (JdbcMediaLedger ledger = new JdbcMediaLedger(dataSource());
                jakarta.jms.Connection connection = connections.createConnection()) {
            context.getRegistry().bind("ledger", ledger);
            JmsComponent jms = JmsComponent.jmsComponent(connections);
            jms.setTransacted(true);
            jms.setLazyCreateTransactionManager(false);
            context.addComponent("jms", jms);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    interceptSendToEndpoint("jms:added").process(exchange -> failOnce(failed));
                    from("jms:recordings")
                            .setHeader(Cielo24Constants.JOB_ID, header("jobId"))
                            .setHeader(Cielo24Constants.MEDIA_KEY, header("JMSMessageID"))
                            .to("cielo24:addMedia")
                            .setHeader("taskId", header(Cielo24Constants.TASK_ID))
                            .to("jms:added");
                }
            });
            context.start();
            connection.start();
            Session session = connection.createSession();
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[1000]);
            message.setStringProperty("jobId", newJob());
            session.createProducer(session.createQueue("recordings")).send(message);
            Message added = session.createConsumer(session.createQueue("added")).receive(60_000);
            assertThat(failed).isTrue();
            assertThat(added.getStringProperty("taskId"))
                    .isEqualTo(service.media().get(0).taskId());
            assertThat(service.requestCount()).isEqualTo(1);
            context.stop();
        } finally {
            broker.stop();
        }
    }

    /** As if the process had died after the media was added. */
    private static void failOnce(AtomicBoolean failed) {
        if (!failed.getAndSet(true)) {
            throw new IllegalStateException("crash");
        }
    }

    private String newJob() {
        return template.send("cielo24:createJob", exchange -> {})
                .getMessage()
                .getHeader(Cielo24Constants.JOB_ID, String.class);
    }

    @Test
    void takesTheLedgerOfASpringApplication() throws Exception {
        try (AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext()) {
            spring.registerBean(DataSource.class, this::dataSource);
            spring.register(Ledgers.class);
            spring.refresh();
            MediaLedger ledger = spring.getBean(MediaLedger.class);
            assertAddedOnceWith(ledger);
            spring.close();
            assertThatThrownBy(() -> ledger.claim("a", "b")).isInstanceOf(LedgerException.class);
        }
    }

    @Test
    void takesTheLedgerOfASpringXmlFile() throws Exception {
        String xml = """
                <bean id="ledger" class="com.cielo24.ledger.JdbcMediaLedger">
                    <constructor-arg ref="dataSource"/>
                </bean>
                """;
        try (GenericXmlApplicationContext spring = new GenericXmlApplicationContext()) {
            spring.load(new ByteArrayResource(("<beans xmlns='http://www.springframework.org/schema/beans'"
                            + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                            + " xsi:schemaLocation='http://www.springframework.org/schema/beans"
                            + " http://www.springframework.org/schema/beans/spring-beans.xsd'>" + xml + "</beans>")
                    .getBytes()));
            spring.registerBean("dataSource", DataSource.class, this::dataSource);
            spring.refresh();
            MediaLedger ledger = spring.getBean(MediaLedger.class);
            assertAddedOnceWith(ledger);
            spring.close();
            assertThatThrownBy(() -> ledger.claim("a", "b")).isInstanceOf(LedgerException.class);
        }
    }

    private void assertAddedOnceWith(MediaLedger ledger) throws Exception {
        context.getRegistry().bind("ledger", ledger);
        context.start();
        String job = newJob();
        for (int i = 0; i < 2; i++) {
            Exchange added = template.send("cielo24:addMedia?jobId=" + job, exchange -> exchange.getMessage()
                    .setBody("https://media.example.com/a.mp4"));
            assertThat(added.getException()).isNull();
        }
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void forgetsOldJobs() throws Exception {
        try (JdbcMediaLedger ledger = new JdbcMediaLedger(dataSource())) {
            properties.setProperty("daily", "100");
            context.getRegistry().bind("ledger", ledger);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("timer:purge?period={{daily}}").process(exchange -> ledger.purge(Duration.ofDays(90)));
                }
            });
            MediaLedger.Claim claim = (MediaLedger.Claim) ledger.claim("a", "b");
            ledger.added(claim, "task", 1);
            try (Connection connection = dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("update cielo24_ledger set changed_at = 0");
            }
            context.start();
            await().until(() -> ledger.find("a", "b").isEmpty());
            context.stop();
        }
    }

    @Configuration
    static class Ledgers {

        @Bean
        MediaLedger ledger(DataSource dataSource) {
            return new JdbcMediaLedger(dataSource);
        }
    }
}
