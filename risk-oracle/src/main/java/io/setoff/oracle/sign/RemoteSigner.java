package io.setoff.oracle.sign;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.trace.TraceMetadata;
import io.setoff.v1.EpochRefusal;
import io.setoff.v1.SignEpochResponse;
import io.setoff.v1.SignerServiceGrpc;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A signer process, asked over gRPC. */
public final class RemoteSigner implements SignerLink {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private final URI url;
  private final ManagedChannel channel;
  private final Duration deadline;

  /**
   * A link that connects when it is first used.
   *
   * @param url {@code http://host:port}
   * @param deadline of one proposal
   */
  public RemoteSigner(URI url, Duration deadline) {
    this.url = url;
    this.deadline = deadline;
    this.channel =
        ManagedChannelBuilder.forAddress(url.getHost(), url.getPort())
            .usePlaintext()
            .intercept(TraceMetadata.client())
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build();
  }

  @Override
  public String name() {
    return url.getHost() + ":" + url.getPort();
  }

  @Override
  public Reply propose(Proposal proposal) {
    try {
      return read(
          SignerServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
              .signEpoch(ProposalMessages.of(proposal)));
    } catch (StatusRuntimeException | IllegalArgumentException e) {
      throw new OracleUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Reply read(SignEpochResponse response) {
    if (response.hasSignatures()) {
      return new Reply.Signed(ProposalMessages.signatures(response.getSignatures()));
    }
    EpochRefusal refusal = response.getRefusal();
    return new Reply.Refused(ProposalMessages.refusal(refusal), refusal.getNewestEpoch());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
