package com.cielo24.examples.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * A short recording that any player can play: two seconds of the concert pitch.
 */
public final class Tone {

    private static final int SAMPLES_PER_SECOND = 16_000;
    private static final int SECONDS = 2;
    private static final double HERTZ = 440;
    private static final double LOUDNESS = 0.3;

    private Tone() {}

    public static void write(Path wav) throws IOException {
        int samples = SAMPLES_PER_SECOND * SECONDS;
        ByteBuffer wave = ByteBuffer.allocate(samples * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            double angle = 2 * Math.PI * HERTZ * i / SAMPLES_PER_SECOND;
            wave.putShort((short) (Math.sin(angle) * LOUDNESS * Short.MAX_VALUE));
        }
        AudioFormat format = new AudioFormat(SAMPLES_PER_SECOND, Short.SIZE, 1, true, false);
        try (AudioInputStream audio = new AudioInputStream(new ByteArrayInputStream(wave.array()), format, samples)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, wav.toFile());
        }
    }
}
