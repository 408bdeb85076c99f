package com.cielo24.examples.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.apache.camel.spi.BrowsableEndpoint;

/** A place where files or messages are: those that wait, those that failed, or those that a person has to look at. */
@FunctionalInterface
public interface Shelf {

    /** How many entries the page lists. */
    int LISTED = 50;

    /** How many messages are counted at most: the broker sends each of them. */
    int COUNTED = 1_000;

    /**
     * @param count  how many entries there are
     * @param isMore whether there may be more than were counted
     * @param first  some of them, each with the fields {@code file}, {@code job}, {@code what}, {@code why},
     *               {@code whatToDo} and {@code when}, as far as they are known
     */
    record Content(long count, boolean isMore, List<? extends Map<?, ?>> first) {}

    /**
     * @throws Exception if that cannot be read
     */
    Content look() throws Exception;

    /** Files that wait, the oldest first. */
    static Shelf files(Path folder, Predicate<Path> isOne) {
        return () -> new FolderContent(folder, isOne)
                .read(
                        false,
                        file -> Map.of(
                                "file", FolderContent.relative(folder, file.getKey()),
                                "when", file.getValue().toString()));
    }

    /** Files that were not added, by the reports beside them, the newest first. */
    static Shelf reports(Path folder) {
        return () -> new FolderContent(folder, file -> file.toString().endsWith(".error.json")).read(true, report -> {
            try {
                return Json.read(Files.readAllBytes(report.getKey()), Map.class);
            } catch (IOException e) {
                return Map.of(
                        "file", FolderContent.relative(folder, report.getKey()), "why", "the report cannot be read");
            }
        });
    }

    /** Messages of a queue, in its order. */
    static Shelf messages(Supplier<BrowsableEndpoint> queue, Function<Exchange, Map<?, ?>> description) {
        return () -> {
            int count = queue.get().getBrowseStatus(COUNTED).size();
            List<Map<?, ?>> first = count == 0
                    ? List.of()
                    : queue.get().getExchanges(LISTED, null).stream()
                            .<Map<?, ?>>map(description)
                            .toList();
            return new Content(count, count == COUNTED, first);
        };
    }
}
