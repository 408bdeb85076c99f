package com.cielo24.camel;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import com.cielo24.camel.traffic.Call;
import com.cielo24.client.CaptionFormat;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.TextType;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.CachedOutputStream;

/**
 * {@code getCaption} and {@code getTranscript}: the body becomes a stream cache. Camel's stream caching decides how much of
 * it is held in memory, and deletes its file at the end of the exchange.
 */
final class GetTextProducer extends Cielo24Producer {

    GetTextProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        String jobId = requireJobId(message);
        try (CachedOutputStream text = new CachedOutputStream(message.getExchange())) {
            TextType type = write(message, jobId, text);
            Object body = text.newStreamCache();
            removeContentHeaders(message);
            message.setHeader(Cielo24Constants.JOB_ID, jobId);
            message.setHeader(Exchange.CONTENT_TYPE, type.toString());
            message.getExchange()
                    .setProperty(Exchange.CHARSET_NAME, type.charset().name());
            message.setBody(body);
            return null;
        } catch (IOException e) {
            throw Cielo24TransportException.local(jobId, "the text could not be stored: " + e, e);
        }
    }

    private TextType write(Message message, String jobId, OutputStream text) throws Cielo24Exception {
        if (getEndpoint().getOperation() == Cielo24Operation.getTranscript) {
            return client.getTranscript(jobId, texts(getEndpoint().getTranscriptParameters()), text);
        }
        CaptionFormat format = new ExchangeOptions(message, jobId)
                .value(
                        Cielo24Constants.CAPTION_FORMAT,
                        CaptionFormat.class,
                        getEndpoint().getCaptionFormat());
        if (format == null) {
            throw new Cielo24InvalidRequestException(
                    jobId,
                    "no caption format was given; set the header " + Cielo24Constants.CAPTION_FORMAT
                            + " or the option captionFormat");
        }
        return client.getCaption(jobId, format, texts(getEndpoint().getCaptionParameters()), text);
    }

    private static Map<String, String> texts(Map<String, Object> parameters) {
        Map<String, String> texts = new LinkedHashMap<>();
        parameters.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }
}
