package com.cielo24.examples.watch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Names under which nothing lies yet, so that no file is ever overwritten: {@code a.mp4}, {@code a-1.mp4},
 * {@code a-2.mp4}, and so on.
 */
final class FreeNames {

    /** What file systems take, less what {@link Report} and {@link DurableFile} add. */
    private static final int LONGEST = 255 - ".".length() - Report.RESULT.length() - ".tmp".length();

    private static final int LONGEST_ENDING = 20;

    private final Set<Path> reserved = new HashSet<>();

    /**
     * A name for a file and its report, the wanted one if it is free. It stays reserved until it is released.
     */
    synchronized Path reserve(Path wanted) {
        Path inFolder = inFolder(wanted);
        for (int count = 0; ; count++) {
            Path candidate = candidate(inFolder, count);
            if (isFree(candidate) && reserved.add(candidate)) {
                return candidate;
            }
        }
    }

    /** Reserves exactly this name: it was given before. */
    synchronized void hold(Path name) {
        reserved.add(name);
    }

    /** The same where all folders are or can be: a file may have the name that a folder should. */
    private Path inFolder(Path wanted) {
        Path parent = wanted.getParent();
        if (parent == null || Files.isDirectory(parent)) {
            return wanted;
        }
        Path folder = inFolder(parent);
        for (int count = 0; ; count++) {
            Path candidate = candidate(folder, count);
            if (Files.isDirectory(candidate) || !exists(candidate) && !reserved.contains(candidate)) {
                return candidate.resolve(wanted.getFileName());
            }
        }
    }

    synchronized void release(Path name) {
        reserved.remove(name);
    }

    private static Path candidate(Path wanted, int count) {
        String name = wanted.getFileName().toString();
        int dot = name.lastIndexOf('.');
        boolean hasEnding = dot > 0 && name.length() - dot <= LONGEST_ENDING;
        String stem = hasEnding ? name.substring(0, dot) : name;
        String rest = (count == 0 ? "" : "-" + count) + (hasEnding ? name.substring(dot) : "");
        while (bytes(stem + rest) > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return wanted.resolveSibling(stem + rest);
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private boolean isFree(Path candidate) {
        return !exists(candidate)
                && reserved.stream().noneMatch(name -> name.startsWith(candidate))
                && !exists(candidate.resolveSibling(candidate.getFileName() + Report.RESULT))
                && !exists(candidate.resolveSibling(candidate.getFileName() + Report.ERROR));
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
