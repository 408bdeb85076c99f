package com.cielo24.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import com.cielo24.client.Media;
import com.cielo24.client.http.MediaReader;

/**
 * A stream that is spooled.
 *
 * @param stream closed when it has been read
 */
public record StreamSource(InputStream stream) implements Media.SpoolSource {

    private static final int PIECE_SIZE = 128 * 1024;

    @Override
    public void writeTo(OutputStream out, Media.Preparation preparation) throws IOException {
        try (stream) {
            MediaReader media = new MediaReader(stream, preparation::moved, preparation::isGivenUp);
            byte[] piece = new byte[PIECE_SIZE];
            for (int read = media.read(piece, 0, piece.length); read != -1; read = media.read(piece, 0, piece.length)) {
                out.write(piece, 0, read);
            }
        }
    }

    @Override
    public void abandon() throws IOException {
        stream.close();
    }
}
