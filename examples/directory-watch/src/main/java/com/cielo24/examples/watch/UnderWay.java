package com.cielo24.examples.watch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The files that Camel's file consumer has taken and not yet let go of. Camel's own repository for that forgets the
 * oldest when there are very many; and Camel takes a file {@code a\b} under that name, but lets go of {@code a/b}.
 */
final class UnderWay extends ServiceSupport implements IdempotentRepository {

    private final Set<String> files = ConcurrentHashMap.newKeySet();

    @Override
    public boolean add(String file) {
        return files.add(name(file));
    }

    @Override
    public boolean contains(String file) {
        return files.contains(name(file));
    }

    @Override
    public boolean remove(String file) {
        return files.remove(name(file));
    }

    @Override
    public boolean confirm(String file) {
        return true;
    }

    @Override
    public void clear() {
        files.clear();
    }

    private static String name(String file) {
        return file.replace('\\', '/');
    }
}
