package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Message;

/** {@code findJob}: finds jobs by external id. */
final class FindJobProducer extends Cielo24Producer {

    FindJobProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        NewJobOptions job = getEndpoint().getNewJob();
        ExchangeOptions options = new ExchangeOptions(message, null);
        String externalId = options.text(Cielo24Constants.EXTERNAL_ID, job.getExternalId());
        if (externalId == null && message.getBody() instanceof String text) {
            externalId = text;
        }
        message.setBody(client.findJobs(externalId, options.text(Cielo24Constants.SUB_ACCOUNT, job.getSubAccount())));
        return null;
    }
}
