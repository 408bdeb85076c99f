package com.cielo24.examples.watch;

import com.cielo24.examples.outcome.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobIdTest {

    private static final String ID = "64bea283eff6475ea6596027a6ba0929";
    private static final String OTHER = "7ca5dc5c7cce449fb0fff719307e8f5f";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ID,
                ID + ".mp4",
                ID + "-lecture.mp4",
                ID + "_lecture.mp4",
                ID + " lecture.mp4",
                "2026/course/" + ID + ".mp4",
                ID + "/lecture.mp4",
                ID + "/part one/lecture.mp4",
                OTHER + "/" + ID + "/lecture.mp4",
                ID + "/" + ID + "-lecture.mp4",
                "64BEA283EFF6475EA6596027A6BA0929.MP4",
            })
    void findsTheJob(String path) throws Exception {
        assertThat(JobId.of(path)).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lecture.mp4",
                ID + "0.mp4",
                ID + "x.mp4",
                "lecture-" + ID + ".mp4",
                "64bea283eff6475ea6596027a6ba092.mp4",
                ID + "-course/lecture.mp4",
                "x" + ID + "/lecture.mp4",
            })
    void refusesAPathWithoutAJob(String path) {
        assertThatThrownBy(() -> JobId.of(path))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no job id");
    }

    @Test
    void refusesAFileWhoseNameAndFolderNameDifferentJobs() {
        assertThatThrownBy(() -> JobId.of(OTHER + "/" + ID + ".mp4"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(ID)
                .hasMessageContaining(OTHER);
    }
}
