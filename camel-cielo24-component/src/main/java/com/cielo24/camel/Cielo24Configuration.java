package com.cielo24.camel;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24ClientBuilder;
import com.cielo24.client.Credentials;
import com.cielo24.client.ServiceAddress;
import com.cielo24.ledger.MediaLedger;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options that endpoints inherit from their component and may override.
 */
@UriParams
public class Cielo24Configuration implements Cloneable {

    @UriParam(
            label = "common",
            defaultValue = "https://api.cielo24.com",
            description = "The base URL of the service. `http` is refused unless the host is a loopback address, as the"
                    + " token would be sent in clear text.")
    private String baseUrl = "https://api.cielo24.com";

    @UriParam(
            label = "security",
            secret = true,
            description = "The API token of a session, a hex string. It expires after one hour without use and is not"
                    + " renewed; use `username` instead for a longer session.")
    private String apiToken;

    @UriParam(
            label = "security",
            description =
                    "The username of the account to log in with, instead of `apiToken`. Needs either `securekey` or"
                            + " `password`. All endpoints of an account share one session, which is renewed when it expires.")
    private String username;

    @UriParam(label = "security", secret = true, description = "The long-lived key of the account, a hex string.")
    private String securekey;

    @UriParam(label = "security", secret = true, description = "The password of the account.")
    private String password;

    @UriParam(
            label = "timeout",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "How long to wait for a connection, and again for its whole TLS handshake.")
    private long connectTimeout = 30_000;

    @UriParam(
            label = "timeout",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description = "How long to wait for the answer, from the last byte sent to the end of the answer.")
    private long responseTimeout = 300_000;

    @UriParam(
            label = "timeout",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "An upload is aborted if no byte was transferred for this long.")
    private long stallTimeout = 60_000;

    @UriParam(
            label = "advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How often the progress of a long upload is logged; `0` for never.")
    private long progressInterval = 10_000;

    @UriParam(
            label = "advanced",
            defaultValue = "10737418239",
            javaType = "java.lang.String",
            description =
                    "The largest upload, in bytes or with a unit: powers of 1000 as in `500MB` and `5GB`, powers of"
                            + " 1024 as in `500MiB` and `5GiB`. The default is the service's limit and cannot be exceeded.")
    private long maxUploadSize = 10_737_418_239L;

    @UriParam(
            label = "advanced",
            description = "The directory to which streams of unknown length are spooled. The default is the system's"
                    + " temporary directory. Spool files are deleted at the end of the exchange.")
    private String spoolDirectory;

    @UriParam(
            label = "producer",
            description = "A ledger, such as a `com.cielo24.ledger.JdbcMediaLedger`: `addMedia` then adds a job's media"
                    + " once, and `performTranscription` orders once, across redelivery, crashes and machines.")
    @Metadata(autowired = true)
    private MediaLedger ledger;

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getApiToken() {
        return apiToken;
    }

    public void setApiToken(String apiToken) {
        this.apiToken = apiToken;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getSecurekey() {
        return securekey;
    }

    public void setSecurekey(String securekey) {
        this.securekey = securekey;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /**
     * @throws IllegalArgumentException if the text is no duration, such as {@code 60s}
     */
    public void setConnectTimeout(String connectTimeout) {
        this.connectTimeout = OptionText.milliseconds("connectTimeout", connectTimeout);
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    /**
     * @throws IllegalArgumentException if the text is no duration, such as {@code 60s}
     */
    public void setResponseTimeout(String responseTimeout) {
        this.responseTimeout = OptionText.milliseconds("responseTimeout", responseTimeout);
    }

    public long getStallTimeout() {
        return stallTimeout;
    }

    public void setStallTimeout(long stallTimeout) {
        this.stallTimeout = stallTimeout;
    }

    /**
     * @throws IllegalArgumentException if the text is no duration, such as {@code 60s}
     */
    public void setStallTimeout(String stallTimeout) {
        this.stallTimeout = OptionText.milliseconds("stallTimeout", stallTimeout);
    }

    public long getProgressInterval() {
        return progressInterval;
    }

    public void setProgressInterval(long progressInterval) {
        this.progressInterval = progressInterval;
    }

    /**
     * @throws IllegalArgumentException if the text is no duration, such as {@code 60s}
     */
    public void setProgressInterval(String progressInterval) {
        this.progressInterval = OptionText.milliseconds("progressInterval", progressInterval);
    }

    public long getMaxUploadSize() {
        return maxUploadSize;
    }

    public void setMaxUploadSize(long maxUploadSize) {
        this.maxUploadSize = maxUploadSize;
    }

    /**
     * @throws IllegalArgumentException if the text is no size, such as {@code 5GB}
     */
    public void setMaxUploadSize(String maxUploadSize) {
        this.maxUploadSize = OptionText.bytes("maxUploadSize", maxUploadSize);
    }

    public String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public MediaLedger getLedger() {
        return ledger;
    }

    public void setLedger(MediaLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * A client builder with these options.
     *
     * @throws IllegalArgumentException if an option is out of its range
     */
    Cielo24ClientBuilder client() {
        if (progressInterval < 0) {
            throw new IllegalArgumentException(
                    "progressInterval must be 0 ms (never) or more, but is " + progressInterval + " ms");
        }
        return Cielo24Client.builder()
                .baseUrl(baseUrl)
                .apiToken(apiToken)
                .credentials(credentials())
                .connectTimeout(Duration.ofMillis(connectTimeout))
                .responseTimeout(Duration.ofMillis(responseTimeout))
                .stallTimeout(Duration.ofMillis(stallTimeout))
                .maxUploadSize(maxUploadSize);
    }

    ServiceAddress address() {
        return ServiceAddress.of(baseUrl);
    }

    /**
     * The credentials for the login.
     *
     * @return                          the credentials; {@code null} if there are none, even if there is a token
     * @throws IllegalArgumentException if options contradict each other, or one is missing
     */
    Credentials credentials() {
        if (username == null && securekey == null && password == null) {
            return null;
        }
        if (apiToken != null && !apiToken.isBlank()) {
            throw new IllegalArgumentException(
                    "apiToken contradicts username, securekey and password; remove one or the other");
        }
        return Credentials.of(username, securekey, password);
    }

    boolean isSameAccount(Cielo24Configuration other) {
        return address().toString().equals(other.address().toString())
                && Objects.equals(username, other.username)
                && Objects.equals(apiToken, other.apiToken);
    }

    /**
     * Removes inherited credentials that an endpoint replaces with others.
     *
     * @param given names of the endpoint's options, in any spelling that Camel accepts
     */
    void clearConflictingCredentials(Set<String> given) {
        Set<String> options = given.stream().map(SecretOptions::normalized).collect(Collectors.toSet());
        if (options.contains("apitoken")) {
            username = null;
            securekey = null;
            password = null;
        }
        if (options.contains("username") || options.contains("securekey") || options.contains("password")) {
            apiToken = null;
        }
        if (options.contains("securekey")) {
            password = null;
        }
        if (options.contains("password")) {
            securekey = null;
        }
    }

    /**
     * A copy for one endpoint.
     */
    public Cielo24Configuration copy() {
        try {
            return (Cielo24Configuration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
