package io.setoff.bench.indexing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The limit: reads the bytes of answers, one request after the other, and does nothing with them.
 */
final class RawReader implements AutoCloseable {
  private static final int RANGE = 500;

  /** As many as the product asks for at once. */
  private static final int BLOCKS_PER_REQUEST = 8;

  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":[%s]}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;

  RawReader(URI url) {
    this.url = url;
  }

  /** Seconds to read the logs of a contract from the first block to a height. */
  double logs(String contract, long head) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (long from = 0; from <= head; from += RANGE) {
      read(
          CALL.formatted(
              0, "eth_getLogs", filter(contract, from, Math.min(head, from + RANGE - 1))));
    }
    return secondsSince(start);
  }

  /** Seconds to read the logs of a contract in single blocks. */
  double logs(String contract, List<Long> heights) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (long height : heights) {
      read(CALL.formatted(0, "eth_getLogs", filter(contract, height, height)));
    }
    return secondsSince(start);
  }

  /** Seconds to read the headers of blocks and all their receipts. */
  double blocks(long first, long last) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (long from = first; from <= last; from += BLOCKS_PER_REQUEST) {
      long to = Math.min(last, from + BLOCKS_PER_REQUEST - 1);
      read(batch(from, to, "eth_getBlockByNumber", "\"0x%x\",false"));
      read(batch(from, to, "eth_getBlockReceipts", "\"0x%x\""));
    }
    return secondsSince(start);
  }

  private static String batch(long from, long to, String method, String params) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(height -> CALL.formatted(height, method, params.formatted(height)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String filter(String contract, long from, long to) {
    return "{\"fromBlock\":\"0x%x\",\"toBlock\":\"0x%x\",\"address\":\"%s\"}"
        .formatted(from, to, contract);
  }

  private void read(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (InputStream answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      answer.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    http.close();
  }
}
