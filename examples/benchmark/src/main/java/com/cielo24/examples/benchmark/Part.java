package com.cielo24.examples.benchmark;

import java.util.List;

/** Something that is measured by itself: {@code --only} names one or more of these. */
enum Part {
    UPLOAD,
    TLS,
    URLS,
    SMALL,
    OPERATOR,
    MEMORY,
    LATENCY,
    GROWTH;

    /**
     * @param jdks for the parts that are about them, the running one first
     */
    void measure(Lab lab, List<Jdk> jdks, Results results) throws Exception {
        switch (this) {
            case UPLOAD -> new UploadPart(lab, results).clearText();
            case TLS -> new UploadPart(lab, results).tls(jdks);
            case URLS -> new RatePart(lab, results).urls();
            case SMALL -> new RatePart(lab, results).smallFiles();
            case OPERATOR -> new OperatorPart(lab, results).measure();
            case MEMORY -> new MemoryPart(lab, results).measure();
            case LATENCY -> new LatencyPart(lab, results).measure();
            case GROWTH -> new GrowthPart(lab, results).measure();
        }
    }
}
