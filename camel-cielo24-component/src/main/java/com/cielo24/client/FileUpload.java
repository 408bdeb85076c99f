package com.cielo24.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file as media: what is at its path when it is sent. */
record FileUpload(Path file) implements Media.Upload {

    @Override
    public Media.Content open(Media.Preparation preparation) throws IOException {
        OpenFile open = OpenFile.of(file);
        Media.Source source = () -> new FileStream(open.channel(), true);
        return new Media.Content(source.stream(), open.size(), stream -> open.requireUnchanged(), source);
    }

    /** Without its folder: a file that is moved, and moved back, is the same. */
    @Override
    public String key() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return file.getFileName() + "-" + attributes.size() + "-"
                + attributes.lastModifiedTime().toMillis();
    }
}
