package io.setoff.bench.indexing;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The limit: reads the bytes of all logs, one range after the other, and does nothing with them.
 */
final class RawReader {
  private static final int RANGE = 500;

  private RawReader() {}

  static double eventsPerSecond(Anvil anvil, int events) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (long from = 0; from <= anvil.head(); from += RANGE) {
        String filter =
            "{\"fromBlock\":\"0x%x\",\"toBlock\":\"0x%x\",\"address\":\"%s\"}"
                .formatted(from, Math.min(anvil.head(), from + RANGE - 1), anvil.book());
        HttpRequest request =
            HttpRequest.newBuilder(anvil.url())
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"eth_getLogs\",\"params\":[%s]}"
                            .formatted(filter)))
                .build();
        try (InputStream body =
            http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
          body.transferTo(java.io.OutputStream.nullOutputStream());
        }
      }
    }
    return events / ((System.nanoTime() - start) / 1e9);
  }
}
