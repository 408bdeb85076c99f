package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.cielo24.examples.benchmark.sender.Round;
import com.cielo24.examples.benchmark.sender.Way;

/** One large file, again and again. */
record UploadPart(Lab lab, Results results) {

    private static final String COMPONENT = "component";

    void clearText() throws IOException, InterruptedException {
        try (Lab.Service receiver = lab.receiver(false, null);
                JavaSender component = JavaSender.start(lab, COMPONENT, Way.Name.COMPONENT, receiver);
                JavaSender camelHttp = JavaSender.start(lab, "camel-http", Way.Name.CAMEL_HTTP, receiver);
                JavaSender floor = JavaSender.start(lab, "transferTo", Way.Name.TRANSFER_TO, receiver)) {
            Curl curl = new Curl(receiver.baseUrl(), null);
            Turns turns = Turns.take(lab.scale(), List.of(component, curl, camelHttp, floor), lab.largeUpload());
            compare("clear text", turns, COMPONENT, turns.others(Round::seconds), turns.others(this::cpuPerGigabyte));
            results.add(Charts.bars(size() + ", clear text", "seconds", turns, Round::seconds));
        }
    }

    /** A row for each JDK, all of them in turn with curl. */
    void tls(List<Jdk> jdks) throws IOException, InterruptedException {
        Certificate certificate = lab.certificate();
        List<JavaSender> senders = new ArrayList<>();
        try (Lab.Service receiver = lab.receiver(false, certificate.keyStore())) {
            for (Jdk jdk : jdks) {
                senders.add(JavaSender.start(
                        lab,
                        "JDK " + jdk.version(),
                        Way.Name.COMPONENT,
                        jdk,
                        List.of(),
                        receiver,
                        certificate.keyStore()));
            }
            Curl curl = new Curl(receiver.baseUrl(), certificate.pem());
            List<Contestant> contestants = new ArrayList<>(senders);
            contestants.add(curl);
            Turns turns = Turns.take(lab.scale(), contestants, lab.largeUpload());
            for (JavaSender sender : senders) {
                compare(
                        "TLS 1.3, " + sender.name(),
                        turns,
                        sender.name(),
                        "curl " + turns.of("curl", Round::seconds),
                        "curl " + turns.of("curl", this::cpuPerGigabyte));
            }
            results.add(Charts.bars(size() + ", TLS 1.3", "seconds", turns, Round::seconds));
        } finally {
            senders.forEach(JavaSender::close);
        }
    }

    private void compare(String how, Turns turns, String name, String besideTime, String besideCpu) {
        String what = "Upload of " + size() + ", " + how;
        double seconds = turns.of("curl", Round::seconds).median();
        double cpu = turns.of("curl", this::cpuPerGigabyte).median();
        results.add(
                Row.atMost(what + ": seconds", turns.of(name, Round::seconds), besideTime, "at most curl's", seconds));
        results.add(Row.atMost(
                what + ": CPU s a GB",
                turns.of(name, this::cpuPerGigabyte),
                besideCpu,
                "at most curl's + 10 %",
                cpu * 1.1));
    }

    private String size() {
        return Amounts.bytes(lab.scale().uploadBytes());
    }

    private double cpuPerGigabyte(Round round) {
        return round.cpuSeconds() / (lab.scale().uploadBytes() / 1e9);
    }
}
