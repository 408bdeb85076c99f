package com.cielo24.examples.benchmark.sender;

import java.net.URI;
import java.nio.file.Path;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.Cielo24Constants;
import com.cielo24.examples.benchmark.receiver.Tls;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** What is measured, as everyone gets it: no option is set but those that say where the service is. */
class ComponentRoute extends RouteBuilder {

    private final URI service;
    private final Path keyStore;

    ComponentRoute(URI service, Path keyStore) {
        this.service = service;
        this.keyStore = keyStore;
    }

    @Override
    public void configure() throws Exception {
        Cielo24Component component = new Cielo24Component();
        component.getConfiguration().setBaseUrl(service.toString());
        component.getConfiguration().setApiToken(Way.TOKEN);
        if (keyStore != null) {
            component.setSslContextParameters(trust());
        }
        getContext().addComponent("cielo24", component);

        from("direct:upload").to("cielo24:addMedia?jobId=" + Way.JOB);
        from("direct:url").setHeader(Cielo24Constants.MEDIA_URL, header("url")).to("cielo24:addMedia?jobId=" + Way.JOB);
    }

    private SSLContextParameters trust() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setType("PKCS12");
        store.setResource("file:" + keyStore);
        store.setPassword(Tls.PASSWORD);
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(managers);
        return parameters;
    }
}
