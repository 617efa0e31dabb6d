package io.setoff.adapters.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** JSON-RPC over HTTP: keep-alive, answers compressed when the provider likes. */
final class HttpTransport implements RpcTransport {
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;

  private final URI url;
  private final HttpClient http;
  private final HttpClient.Version version;

  HttpTransport(URI url, HttpClient http) {
    this.url = url;
    this.http = http;
    // Without TLS nothing but an upgrade leads to HTTP/2, which nodes do not offer.
    this.version =
        "http".equals(url.getScheme()) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2;
  }

  /** Scheme, host and port: user info, path or query may hold the operator's key. */
  @Override
  public String name() {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  @Override
  public InputStream post(byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .version(version)
            .header("Content-Type", "application/json")
            .header("Accept-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw refused(response);
      }
      boolean gzip = response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
      return gzip ? unzipped(response.body()) : response.body();
    } catch (HttpTimeoutException e) {
      throw new RpcTimeoutException(name() + " cannot be reached in time: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RpcUnavailableException(name() + " cannot be reached: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcUnavailableException("interrupted", e);
    }
  }

  private static InputStream unzipped(InputStream body) throws IOException {
    try {
      return new GZIPInputStream(body);
    } catch (IOException e) {
      body.close();
      throw e;
    }
  }

  private RpcUnavailableException refused(HttpResponse<InputStream> response) {
    String message = name() + " answers HTTP " + response.statusCode();
    if (response.statusCode() == BAD_REQUEST || response.statusCode() == TOO_LARGE) {
      return new RpcRefusedException(message);
    }
    if (response.statusCode() != TOO_MANY_REQUESTS) {
      return new RpcUnavailableException(message);
    }
    return new RpcBusyException(
        message, response.headers().firstValue("Retry-After").flatMap(HttpTransport::seconds));
  }

  /** Retry-After in its numeric form; a date would need the provider's clock to be right. */
  private static Optional<Duration> seconds(String header) {
    return header.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
        : Optional.empty();
  }
}
