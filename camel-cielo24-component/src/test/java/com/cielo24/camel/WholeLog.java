package com.cielo24.camel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** What everybody logs while it is open, with stack traces: all at TRACE, but Camel at a level of its own. */
final class WholeLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    /** With Camel at DEBUG, as at TRACE it logs each URI as it was written. */
    WholeLog() {
        this(Level.DEBUG);
    }

    WholeLog(Level camel) {
        setContext(loggers);
        start();
        root.getAppender("console").stop();
        root.addAppender(this);
        root.setLevel(Level.TRACE);
        loggers.getLogger("org.apache.camel").setLevel(camel);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + thrown);
    }

    /** A copy of all so far: the logger's name, the message, and the stack trace. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    public void close() {
        root.setLevel(Level.WARN);
        loggers.getLogger("org.apache.camel").setLevel(null);
        root.detachAppender(this);
        root.getAppender("console").start();
    }
}
