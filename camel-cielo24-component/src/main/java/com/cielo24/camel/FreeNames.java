package com.cielo24.camel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import static com.cielo24.camel.FileMoves.ERROR;
import static com.cielo24.camel.FileMoves.RESULT;
import static com.cielo24.camel.FileMoves.exists;
import static com.cielo24.camel.FileMoves.with;

/** Names for files that are moved, so that nothing is overwritten, neither file nor report. Thread-safe. */
final class FreeNames {

    /** What file systems take, less what is put before and behind it. */
    private static final int LONGEST = 255 - ".".length() - RESULT.length() - ".tmp".length();

    private static final int LONGEST_ENDING = 20;

    private final Set<Path> reserved = new HashSet<>();

    /** A name under which nothing lies, neither file nor report: {@code a.mp4}, {@code a-1.mp4}, and so on. */
    synchronized Path reserve(Path wanted) {
        Path inFolder = inFolder(wanted);
        for (int count = 0; ; count++) {
            Path candidate = candidate(inFolder, count);
            if (isFree(candidate) && reserved.add(candidate)) {
                return candidate;
            }
        }
    }

    synchronized boolean isReserved(Path target) {
        return reserved.contains(target);
    }

    synchronized void release(Path target) {
        reserved.remove(target);
    }

    /** The same where all folders are or can be: a file may have the name that a folder should. */
    private Path inFolder(Path wanted) {
        Path parent = wanted.getParent();
        if (Files.isDirectory(parent)) {
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

    static Path candidate(Path wanted, int count) {
        String name = wanted.getFileName().toString();
        int dot = name.lastIndexOf('.');
        boolean hasEnding = dot > 0 && name.length() - dot <= LONGEST_ENDING;
        String stem = hasEnding ? name.substring(0, dot) : name;
        String rest = (count == 0 ? "" : "-" + count) + (hasEnding ? name.substring(dot) : "");
        while ((stem + rest).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return wanted.resolveSibling(stem + rest);
    }

    private boolean isFree(Path candidate) {
        return !exists(candidate)
                && reserved.stream().noneMatch(name -> name.startsWith(candidate))
                && Stream.of(RESULT, ERROR).noneMatch(suffix -> exists(with(candidate, suffix)));
    }
}
