package com.cielo24.examples.captions;

import java.util.Map;

import com.cielo24.camel.MediaFileFilter;
import com.cielo24.camel.MediaFiling;
import com.cielo24.examples.support.Board;
import org.apache.camel.Exchange;

/** The component's filing; it also knows when the inbox has been worked through. */
final class VideoFiling extends MediaFiling {

    private final MediaFileFilter media;

    VideoFiling(Folders folders, MediaFileFilter media) {
        this.media = media;
        setDone(folders.done().toFile());
        setFailed(folders.failed().toFile());
        setReview(folders.review().toFile());
        setWork(folders.work().resolve("filing").toFile());
    }

    @Override
    protected void ended(Exchange exchange, String outcome, Map<String, Object> report) {
        // what is ordered is done when its captions are there
        if (!outcome.equals("done")) {
            Board.ended(exchange, outcome, report);
        }
    }

    /** Whether there is nothing to take, and nothing is under way. */
    boolean isFinished() {
        return isIdle() && media.getUnsettledFiles() == 0;
    }

    boolean isAllWell() {
        return count("failed") + count("review") == 0
                && !isGone()
                && !media.hasProblems()
                && media.getPostponedFiles() == 0;
    }
}
