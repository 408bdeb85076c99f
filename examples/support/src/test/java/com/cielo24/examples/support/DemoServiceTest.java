package com.cielo24.examples.support;

import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DemoServiceTest {

    @TempDir
    Path folder;

    @Test
    void makesARecordingThatCanBePlayed() throws Exception {
        Path wav = folder.resolve("tone.wav");
        DemoService.writeRecording(wav);

        AudioFileFormat format = AudioSystem.getAudioFileFormat(wav.toFile());
        assertThat(format.getType()).isEqualTo(AudioFileFormat.Type.WAVE);
        assertThat(format.getFrameLength() / format.getFormat().getFrameRate()).isEqualTo(2);
    }
}
