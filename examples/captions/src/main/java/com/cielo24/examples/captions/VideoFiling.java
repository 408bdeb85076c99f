package com.cielo24.examples.captions;

import java.util.Map;

import com.cielo24.camel.MediaFiling;
import com.cielo24.examples.support.Board;
import org.apache.camel.Exchange;

/** The component's filing, with the folders of this program. */
final class VideoFiling extends MediaFiling {

    VideoFiling(Folders folders) {
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
}
