package io.setoff.oracle.stream;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochBuilder;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.EpochInputs.ChainInput;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.v1.ExposureServiceGrpc.ExposureServiceBlockingStub;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Figures of a gateway, by its public API. The same blocks give the same figures, which are asked
 * for once. Not for several threads.
 */
public final class GatewayEpochs implements EpochSource {
  /** What cannot be read in this time is published flagged. */
  private static final Duration FIRST_READ = Duration.ofMinutes(1);

  private final EpochBuilder builder;
  private final ExposureServiceBlockingStub exposures;
  private final List<String> accounts;
  private final long begun = System.nanoTime();
  private Optional<Epoch> newest = Optional.empty();
  private boolean isRead;

  /**
   * A source.
   *
   * @param accounts canonical EVM addresses, at least one
   */
  public GatewayEpochs(
      EpochBuilder builder, ExposureServiceBlockingStub exposures, List<String> accounts) {
    this.builder = builder;
    this.exposures = exposures;
    this.accounts = List.copyOf(accounts);
  }

  @Override
  public EpochInputs inputs() {
    try {
      return builder.inputs();
    } catch (StatusRuntimeException e) {
      throw new OracleUnavailableException("the gateway does not answer", e);
    }
  }

  @Override
  public Epoch build(EpochInputs inputs) {
    try {
      requireRead(inputs);
      if (newest.filter(epoch -> epoch.inputs().equals(inputs)).isEmpty()) {
        newest = Optional.of(builder.build(inputs, accounts));
      }
      return newest.orElseThrow();
    } catch (StatusRuntimeException e) {
      throw new OracleUnavailableException("the gateway does not answer", e);
    }
  }

  /** Words of a book that is not read yet would be flagged for a moment, and cost an epoch. */
  private void requireRead(EpochInputs inputs) {
    if (isRead || System.nanoTime() - begun > FIRST_READ.toNanos()) {
      return;
    }
    List<String> unread = builder.unread(inputs, accounts);
    if (!unread.isEmpty()) {
      throw new OracleUnavailableException(
          "the first epoch waits for " + unread.size() + " accounts that are being read");
    }
    isRead = true;
  }

  @Override
  public boolean holds(EpochInputs older, EpochInputs now) {
    GetExposureRequest request =
        GetExposureRequest.newBuilder()
            .setAccount(accounts.getFirst())
            .setPolicy(Policy.POLICY_STRICT)
            .addAllCut(notYetFinal(older, now).latestCut())
            .build();
    try {
      exposures.getExposure(request);
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
        return false;
      }
      throw new OracleUnavailableException("the gateway does not answer", e);
    }
  }

  /** Blocks that have become final since cannot leave, and may not be held any more. */
  private static EpochInputs notYetFinal(EpochInputs older, EpochInputs now) {
    List<ChainInput> asked = new ArrayList<>();
    for (ChainInput input : now.chains()) {
      older.chains().stream()
          .filter(before -> before.chainId() == input.chainId())
          .filter(before -> before.latest().height() > input.finalized().height())
          .findFirst()
          .ifPresentOrElse(asked::add, () -> asked.add(input));
    }
    return new EpochInputs(asked);
  }
}
