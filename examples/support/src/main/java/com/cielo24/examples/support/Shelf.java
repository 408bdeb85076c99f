package com.cielo24.examples.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.ObjectMapper;

/** A place where files or messages are: those that wait, those that failed, or those that a person has to look at. */
@FunctionalInterface
public interface Shelf {

    /** How many entries the page lists. */
    int LISTED = 50;

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
        return () -> read(
                folder,
                isOne,
                Map.Entry.comparingByValue(),
                file -> Map.of(
                        "file",
                        relative(folder, file.getKey()),
                        "when",
                        file.getValue().toString()));
    }

    /** Files that were not added, by the reports beside them, the newest first. */
    static Shelf reports(Path folder) {
        ObjectMapper json = new ObjectMapper();
        return () -> read(
                folder,
                file -> file.toString().endsWith(".error.json"),
                Map.Entry.<Path, FileTime>comparingByValue().reversed(),
                report -> {
                    try {
                        return json.readValue(report.getKey().toFile(), Map.class);
                    } catch (IOException e) {
                        return Map.of("file", relative(folder, report.getKey()), "why", "the report cannot be read");
                    }
                });
    }

    /** The files of a folder and of its sub-folders. What vanishes meanwhile, or cannot be read, is left out. */
    private static Content read(
            Path folder,
            Predicate<Path> isOne,
            Comparator<Map.Entry<Path, FileTime>> order,
            Function<Map.Entry<Path, FileTime>, Map<?, ?>> description)
            throws IOException {
        Map<Path, FileTime> found = new HashMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isOne.test(file)) {
                    found.put(file, attributes.lastModifiedTime());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return file.equals(folder) ? super.visitFileFailed(file, e) : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        List<Map<?, ?>> first = found.entrySet().stream()
                .sorted(order)
                .limit(LISTED)
                .<Map<?, ?>>map(description)
                .toList();
        return new Content(found.size(), false, first);
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }
}
