package com.cielo24.camel;

import java.io.IOException;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Media;
import org.apache.camel.Message;

/**
 * What the media of a message is known by in a ledger: that of a file or URL; otherwise a header.
 *
 * @param jobId the job, for error messages; {@code null} if the media has its own
 */
record ExchangeMediaKey(Cielo24Endpoint endpoint, Message message, Media media, String jobId) {

    /**
     * Requires a key before anything is opened or created.
     *
     * @throws Cielo24InvalidRequestException if there is none
     */
    void require() throws Cielo24InvalidRequestException {
        try {
            if (known() == null) {
                throw new Cielo24InvalidRequestException(
                        jobId,
                        "the ledger needs a key of this media, which is neither a file nor a URL: set the header "
                                + Cielo24Constants.MEDIA_KEY + " to what identifies it, such as the id of the message");
            }
        } catch (IOException | RuntimeException e) {
            // reported when the media is opened
        }
    }

    /** To be called after the media was opened: a change of the file in between is detected before its last byte is sent. */
    String value() throws Cielo24Exception {
        try {
            return known();
        } catch (IOException | RuntimeException e) {
            throw Cielo24TransportException.local(jobId, "the media could not be opened: " + e, e);
        }
    }

    private String known() throws IOException, Cielo24InvalidRequestException {
        String key = new ExchangeJob(endpoint, message).key(media);
        if (key == null) {
            key = new ExchangeOptions(message, jobId).text(Cielo24Constants.MEDIA_KEY, null);
        }
        return key == null || key.isBlank() ? null : key;
    }
}
