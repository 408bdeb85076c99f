package com.cielo24.simulator;

import java.io.IOException;

/** The simulator could not write to its folder: not the fault of the client, whose connection is well. */
final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    StorageException(IOException cause) {
        super("cannot write to the media folder: " + cause, cause);
    }
}
