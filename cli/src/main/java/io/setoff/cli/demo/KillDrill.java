package io.setoff.cli.demo;

import io.grpc.StatusRuntimeException;
import io.setoff.cli.client.GatewayClient;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.CoverageState;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.HeldBlocks;
import io.setoff.v1.ListBlocksRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.Provenance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Kills one process after the other, while the page and the figures of an account are asked for all
 * the time. What was known before has to be answered to the digit; what is newest has to be recent,
 * or flagged.
 */
final class KillDrill {
  /**
   * What an answer that is not flagged was made of is no older than {@code stale_after} when it is
   * asked for, and the second below which times are not told.
   */
  private static final Duration RECENT = ScaleConfig.STALE_AFTER.plusSeconds(1);

  /** Without an answer for this long the page does not keep answering. */
  private static final Duration OUTAGE = Duration.ofSeconds(10);

  private static final Duration RECOVERY = Duration.ofMinutes(4);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int OK = 200;

  private final GatewayClient door;
  private final String page;
  private final GetExposureRequest newest;
  private GetExposureRequest known;
  private ExposureView before;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private Instant answered = Instant.now();
  private long asked;
  private long flagged;
  private long again;

  /**
   * A drill about an account.
   *
   * @param door to the gateways
   * @param page URL of the front door
   */
  KillDrill(GatewayClient door, String page, String account) {
    this.door = door;
    this.page = page;
    this.newest =
        GetExposureRequest.newBuilder()
            .setAccount(account)
            .setPolicy(Policy.POLICY_ECONOMIC)
            .build();
    this.known = atBlocksOfNow();
    this.before = door.exposures().getExposure(known).getView();
  }

  /** Blocks are held for so many others: the reference of each kill is its own. */
  private GetExposureRequest atBlocksOfNow() {
    GetExposureRequest.Builder request = newest.toBuilder();
    for (HeldBlocks chain :
        door.portfolios().listBlocks(ListBlocksRequest.getDefaultInstance()).getChainsList()) {
      request.addCut(
          CutPoint.newBuilder()
              .setChain(chain.getChain())
              .setBlockHash(chain.getBlocks(0).getBlockHash()));
    }
    return request.build();
  }

  /**
   * What came of one kill.
   *
   * @param process that was killed
   * @param seconds until the chains went on and nothing was flagged any more
   * @param asked answers that were checked
   * @param flagged of these
   * @param again requests that had to be made again
   */
  record Outcome(String process, double seconds, long asked, long flagged, long again) {}

  /**
   * Kills a process, and asks until it runs again and every chain has moved on.
   *
   * @throws DemoException when an answer is wrong, or silently old, or there is none
   */
  Outcome kill(SupervisedProcess process) throws InterruptedException {
    asked = 0;
    flagged = 0;
    again = 0;
    known = atBlocksOfNow();
    before = door.exposures().getExposure(known).getView();
    Map<String, Long> heights = heights();
    int deaths = process.deaths();
    Instant killed = Instant.now();
    answered = killed;
    process.kill();
    while (process.deaths() == deaths || !process.listens() || !hasMovedOn(heights)) {
      if (Duration.between(killed, Instant.now()).compareTo(RECOVERY) > 0) {
        throw new DemoException(
            "after the death of " + process.name() + " the chains do not go on, or are flagged");
      }
      look();
      Thread.sleep(PAUSE);
    }
    double seconds = Duration.between(killed, Instant.now()).toMillis() / 1e3;
    return new Outcome(process.name(), seconds, asked, flagged, again);
  }

  private void look() {
    try {
      requirePage();
      ExposureView then = door.exposures().getExposure(known).getView();
      require(then);
      Instant sent = Instant.now();
      ExposureView now = door.exposures().getExposure(newest).getView();
      requireRecent(now, sent);
      answered = Instant.now();
      asked += 3;
    } catch (StatusRuntimeException | IOException e) {
      again++;
      if (Duration.between(answered, Instant.now()).compareTo(OUTAGE) > 0) {
        throw new DemoException("nothing was answered since " + answered + ": " + e, e);
      }
    }
  }

  private void requirePage() throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(page + "/")).timeout(Duration.ofSeconds(5)).build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != OK) {
        throw new IOException("the page answers " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", e);
    }
  }

  private void require(ExposureView then) {
    if (!then.getNetUsd().equals(before.getNetUsd())
        || !then.getGrossUsd().equals(before.getGrossUsd())
        || !then.getUnderlyingsList().equals(before.getUnderlyingsList())) {
      throw new DemoException(
          "at the same blocks the answer was %s USD and is %s USD"
              .formatted(before.getNetUsd(), then.getNetUsd()));
    }
  }

  private void requireRecent(ExposureView now, Instant sent) {
    if (!now.getComplete()) {
      flagged++;
      return;
    }
    Instant oldest = sent.minus(RECENT);
    for (Provenance block : now.getAsOfList()) {
      if (Instant.ofEpochSecond(block.getObservedAt().getSeconds()).isBefore(oldest)) {
        throw new DemoException(
            "an answer of %s is not flagged although nothing was heard of it since %s"
                .formatted(
                    block.getChain(), Instant.ofEpochSecond(block.getObservedAt().getSeconds())));
      }
    }
  }

  private List<ChainStatus> chains() {
    return door.portfolios().listVenues(ListVenuesRequest.getDefaultInstance()).getChainsList();
  }

  private Map<String, Long> heights() {
    Map<String, Long> heights = new TreeMap<>();
    chains().forEach(chain -> heights.put(chain.getChain(), chain.getLatest().getHeight()));
    return heights;
  }

  private boolean hasMovedOn(Map<String, Long> heights) {
    try {
      return chains().stream()
          .allMatch(
              chain ->
                  chain.getState() == CoverageState.COVERAGE_STATE_OK
                      && chain.getLatest().getHeight()
                          > heights.getOrDefault(chain.getChain(), Long.MAX_VALUE));
    } catch (StatusRuntimeException _) {
      return false;
    }
  }
}
