package io.setoff.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a gateway whether it answers, from where there is no other program: a container. */
final class ReadyCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int REFUSED = 2;

  private ReadyCheck() {}

  /**
   * Prints what it says of itself.
   *
   * @return exit code: 0 when it answers, 1 when it does not or is not reached, 2 for no URL
   */
  static int of(String url, PrintStream out) {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(url).resolve("/q/health/group/answers"))
              .timeout(PATIENCE)
              .build();
    } catch (IllegalArgumentException e) {
      out.println("no URL of a gateway: " + e.getMessage());
      return REFUSED;
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      out.println(response.body());
      return response.statusCode() == OK ? 0 : 1;
    } catch (IOException e) {
      out.println("cannot ask " + url + ": " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
