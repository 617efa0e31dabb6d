package io.setoff.oracle.sign;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochBuilder;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.EpochInputs.Block;
import io.setoff.oracle.EpochInputs.ChainInput;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.sign.Refusal.Refused;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureServiceGrpc.ExposureServiceBlockingStub;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.Provenance;
import io.setoff.v1.RefusalReason;
import io.setoff.v1.StateFinality;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks the gateway of the signer's own process, which has read the chains by itself. */
public final class BookRecomputation implements Recomputation {
  private final EpochBuilder builder;
  private final ExposureServiceBlockingStub exposures;
  private final String anyAccount;

  /**
   * A recomputation.
   *
   * @param anyAccount an account that is tracked: answers about it name the blocks of a cut
   */
  public BookRecomputation(
      EpochBuilder builder, ExposureServiceBlockingStub exposures, String anyAccount) {
    this.builder = builder;
    this.exposures = exposures;
    this.anyAccount = anyAccount;
  }

  @Override
  public void checkInputs(EpochInputs inputs, Duration maxAge) {
    Map<String, Provenance> latest = blocks(inputs.latestCut());
    Map<String, Provenance> finalized = blocks(inputs.finalizedCut());
    for (ChainInput input : inputs.chains()) {
      String chain = "eip155:" + input.chainId();
      check(chain, input.latest(), latest.get(chain));
      Provenance last = check(chain, input.finalized(), finalized.get(chain));
      if (last.getFinality() != StateFinality.STATE_FINALITY_FINALIZED) {
        throw different("block " + input.finalized().height() + " of " + chain + " is not final");
      }
    }
    EpochInputs own = asked(builder::inputs);
    if (inputs.newestTime().isBefore(own.newestTime().minus(maxAge))) {
      throw new Refused(
          RefusalReason.REFUSAL_REASON_BAD_TIME,
          "the newest block is of " + inputs.newestTime() + ", here of " + own.newestTime());
    }
  }

  private Map<String, Provenance> blocks(List<CutPoint> cut) {
    GetExposureRequest request =
        GetExposureRequest.newBuilder()
            .setAccount(anyAccount)
            .setPolicy(Policy.POLICY_STRICT)
            .addAllCut(cut)
            .build();
    return asked(() -> exposures.getExposure(request)).getView().getAsOfList().stream()
        .collect(Collectors.toMap(Provenance::getChain, Function.identity()));
  }

  private static Provenance check(
      String chain, Block proposed, @org.jspecify.annotations.Nullable Provenance own) {
    if (own == null
        || own.getHeight() != proposed.height()
        || !own.getBlockHash().equals(proposed.hash().hex())
        || own.getBlockTime().getSeconds() != proposed.time().getEpochSecond()) {
      throw different("block " + proposed.height() + " of " + chain + " is another one here");
    }
    return own;
  }

  private static Refused different(String detail) {
    return new Refused(RefusalReason.REFUSAL_REASON_DIFFERENT_BLOCK, detail);
  }

  @Override
  public Epoch at(EpochInputs inputs, List<String> accounts) {
    return asked(
        () -> {
          try {
            return builder.build(inputs, accounts);
          } catch (OracleUnavailableException e) {
            throw new Refused(
                RefusalReason.REFUSAL_REASON_HELD_BACK, String.valueOf(e.getMessage()));
          }
        });
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (StatusRuntimeException e) {
      throw e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT
          ? new Refused(RefusalReason.REFUSAL_REASON_NOT_CONFIGURED, String.valueOf(e.getMessage()))
          : new Refused(RefusalReason.REFUSAL_REASON_NOT_INDEXED, String.valueOf(e.getMessage()));
    } catch (OracleUnavailableException e) {
      throw new Refused(RefusalReason.REFUSAL_REASON_NOT_INDEXED, String.valueOf(e.getMessage()));
    }
  }
}
