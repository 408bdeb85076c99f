package com.cielo24.client;

import java.nio.charset.Charset;

/**
 * What a caption file or a transcript is, as the service declares it.
 *
 * @param mediaType such as {@code text/plain}, without parameters
 * @param charset   of the text; UTF-8 if the service does not name one
 */
public record TextType(String mediaType, Charset charset) {

    /** The value of a {@code Content-Type} header. */
    @Override
    public String toString() {
        return mediaType + ";charset=" + charset.name();
    }
}
