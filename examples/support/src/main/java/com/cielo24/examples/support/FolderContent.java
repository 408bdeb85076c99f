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
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The files of a folder and of its sub-folders. What vanishes meanwhile, or cannot be read, is left out. */
final class FolderContent extends SimpleFileVisitor<Path> {

    private final Path folder;
    private final Predicate<Path> isOne;
    private final Map<Path, FileTime> found = new HashMap<>();

    FolderContent(Path folder, Predicate<Path> isOne) {
        this.folder = folder;
        this.isOne = isOne;
    }

    static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    Shelf.Content read(boolean isNewestFirst, Function<Map.Entry<Path, FileTime>, Map<?, ?>> description)
            throws IOException {
        Files.walkFileTree(folder, this);
        Comparator<Map.Entry<Path, FileTime>> order = Map.Entry.comparingByValue();
        return new Shelf.Content(
                found.size(),
                false,
                found.entrySet().stream()
                        .sorted(isNewestFirst ? order.reversed() : order)
                        .limit(Shelf.LISTED)
                        .<Map<?, ?>>map(description)
                        .toList());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && isOne.test(file)) {
            found.put(file, attributes.lastModifiedTime());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (file.equals(folder)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) {
        return FileVisitResult.CONTINUE;
    }
}
