package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.TranscriptionOrder;
import com.cielo24.ledger.MediaLedger;
import org.apache.camel.Message;

/** {@code performTranscription}: orders the transcription of a job, once. Does not change the body. */
final class PerformTranscriptionProducer extends Cielo24Producer {

    PerformTranscriptionProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        MediaAttempts attempts = MediaAttempts.of(message.getExchange());
        attempts.ordering();
        String jobId = requireJobId(message);
        TranscriptionOrder order = new ExchangeOrder(getEndpoint(), message, jobId).order();
        OrderOnce.Result result = new OrderOnce(client, claims(message, jobId), order).perform();
        attempts.ordered();
        message.setHeader(Cielo24Constants.JOB_ID, jobId);
        message.removeHeader(Cielo24Constants.CALLBACK_URL);
        message.removeHeader(Cielo24Constants.ORDERED_BEFORE);
        if (result.before()) {
            message.setHeader(Cielo24Constants.ORDERED_BEFORE, true);
        }
        setTaskId(message, result.taskId());
        return result.taskId();
    }

    /** Without a ledger the exchange remembers what it has ordered, so that redelivery does not order again. */
    private JobClaims claims(Message message, String jobId) {
        MediaLedger ledger = getEndpoint().getConfiguration().getLedger();
        return JobClaims.ofOrder(ledger != null ? ledger : ExchangeOrders.of(message.getExchange()), jobId);
    }
}
