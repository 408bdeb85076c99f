package com.cielo24.examples.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import com.cielo24.examples.outcome.BadInputException;

/**
 * The one folder whose files may be sent. Who can send a message must not be able to read any other.
 */
final class MediaRoot {

    private final Path root;

    /**
     * @throws IOException if the folder does not exist, or cannot be read
     */
    MediaRoot(Path folder) throws IOException {
        this.root = folder.toRealPath();
    }

    /**
     * Finds a file without opening it.
     *
     * @param  name              relative, with slashes
     * @return                   the file, free of symbolic links, so that none can be put in its place between this and
     *                           the upload without access to the folder
     * @throws BadInputException if it is not below the folder, or is no file
     * @throws IOException       if that cannot be told, as when a file server does not answer
     */
    Path file(String name) throws BadInputException, IOException {
        Path file = below(name);
        Path real;
        try {
            real = file.toRealPath();
        } catch (NoSuchFileException e) {
            throw new BadInputException("there is no file '" + name + "' below media.root");
        }
        if (!real.startsWith(root)) {
            throw new BadInputException(
                    "the file '" + name + "' is behind a symbolic link that leads out of media.root");
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new BadInputException("'" + name + "' below media.root is no regular file");
        }
        return real;
    }

    private Path below(String name) throws BadInputException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new BadInputException("the file's name cannot be one: " + e.getReason());
        }
        if (path.isAbsolute() || path.getRoot() != null) {
            throw new BadInputException("the file's path is absolute; give it relative to media.root");
        }
        for (Path part : path) {
            if (part.toString().equals("..")) {
                throw new BadInputException("the file's path has '..'; give it relative to media.root, without");
            }
        }
        return root.resolve(path);
    }
}
