package io.setoff.gateway.oracle;

import com.google.protobuf.Timestamp;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.portfolio.RequestException.Code;
import io.setoff.gateway.thread.SharedThreads;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochReport;
import io.setoff.oracle.OracleAbi;
import io.setoff.oracle.Quorum;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.publish.WriteKey;
import io.setoff.oracle.stream.LaneRunner;
import io.setoff.oracle.stream.SignedEpoch;
import io.setoff.oracle.stream.SignedEpoch.ForContract;
import io.setoff.oracle.stream.StreamLog;
import io.setoff.v1.GetProofRequest;
import io.setoff.v1.GetProofResponse;
import io.setoff.v1.GetReportRequest;
import io.setoff.v1.GetReportResponse;
import io.setoff.v1.SignedReport;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Signed epochs for those who bring them to a contract themselves. */
public final class Reports {
  private static final int DEFAULT_MAX_AGE = 300;

  private static final Set<Write.State> PAST =
      EnumSet.of(Write.State.MINED, Write.State.FINAL, Write.State.SUPERSEDED);

  private final List<StreamLog> logs;
  private final List<LaneRunner> lanes;

  Reports(List<StreamLog> logs, List<LaneRunner> lanes) {
    this.logs = logs;
    this.lanes = lanes;
  }

  /** See {@code OracleService.GetReport}. */
  public GetReportResponse report(GetReportRequest request) {
    StreamLog log = log(request.getStream());
    SignedEpoch epoch = newest(log);
    return message(epoch, contract(epoch, request.getChain()));
  }

  /** See {@code OracleService.GetProof}. */
  public GetProofResponse proof(GetProofRequest request) {
    SignedEpoch epoch = newest(log(request.getStream()));
    ForContract contract = contract(epoch, request.getChain());
    int at = indexOf(epoch, request.getAccount().toLowerCase(Locale.ROOT));
    Epoch.Row row = epoch.proposal().epoch().rows().get(at);
    Bytes32 word = row.word().encoded();
    List<Bytes32> proof = epoch.tree().proof(at);
    int maxAge = request.getMaxAge() == 0 ? DEFAULT_MAX_AGE : request.getMaxAge();
    EpochReport report = contract.root().report();
    Quorum quorum = contract.root().quorum();
    return GetProofResponse.newBuilder()
        .setReport(signed(contract.root(), epoch.data(contract, 0)))
        .setAccountId(row.accountId().hex())
        .setWord(word.hex())
        .addAllProof(proof.stream().map(Bytes32::hex).toList())
        .setProveData(OracleAbi.prove(report.streamId(), row.accountId(), word, proof, maxAge))
        .setVerifyData(OracleAbi.verify(report, quorum, row.accountId(), word, proof, maxAge))
        .setSignedWord(OracleAbi.signedWord(report, quorum, word, proof))
        .build();
  }

  /**
   * What a wallet's {@code eth_call} gets over ERC-3668.
   *
   * @param chain CAIP-2
   * @param callData stream id of the roots and account id, 32 bytes each, 0x hex
   * @return {@code abi.encode(SetoffVerifier.SignedWord)}
   */
  public String ccip(String chain, String callData) {
    if (!callData.matches("0x[0-9a-fA-F]{128}")) {
      throw RequestException.invalid("data", "is not a stream id and an account id");
    }
    String streamId = callData.substring(0, 66).toLowerCase(Locale.ROOT);
    String account = "0x" + callData.substring(90);
    String name =
        logs.stream()
            .map(StreamLog::stream)
            .filter(stream -> Bytes32.keccak(stream).hex().equals(streamId))
            .findFirst()
            .orElseThrow(() -> notFound("data", "stream " + streamId + " is not published here"));
    return proof(
            GetProofRequest.newBuilder()
                .setAccount(account)
                .setChain(chain)
                .setStream(name)
                .build())
        .getSignedWord();
  }

  /** The newest epoch at once, then each that is signed. */
  public ReportWatch watch(String chain, String stream) {
    return new ReportWatch(
        log(stream),
        new Translation() {
          @Override
          public boolean concerns(SignedEpoch epoch) {
            return epoch.contracts().stream().anyMatch(each -> chain(each).equals(chain));
          }

          @Override
          public GetReportResponse report(SignedEpoch epoch) {
            return message(epoch, contract(epoch, chain));
          }
        });
  }

  private StreamLog log(String stream) {
    if (stream.isEmpty() && logs.size() == 1) {
      return logs.getFirst();
    }
    return logs.stream()
        .filter(log -> log.stream().equals(stream))
        .findFirst()
        .orElseThrow(
            () -> notFound("stream", "is one of " + logs.stream().map(StreamLog::stream).toList()));
  }

  private static SignedEpoch newest(StreamLog log) {
    return log.newest(1).stream()
        .findFirst()
        .orElseThrow(
            () -> new RequestException(Code.UNAVAILABLE, "stream", "no epoch is signed yet"));
  }

  private static String chain(ForContract contract) {
    return "eip155:" + contract.domain().chainId();
  }

  private static ForContract contract(SignedEpoch epoch, String chain) {
    return epoch.contracts().stream()
        .filter(contract -> chain(contract).equals(chain))
        .findFirst()
        .orElseThrow(
            () -> notFound("chain", "the newest epoch is not signed for \"" + chain + "\""));
  }

  private static int indexOf(SignedEpoch epoch, String account) {
    List<String> accounts =
        epoch.proposal().epoch().rows().stream().map(Epoch.Row::account).toList();
    int at = accounts.indexOf(account);
    if (at < 0) {
      throw notFound("account", "is not published in this stream");
    }
    return at;
  }

  private static RequestException notFound(String field, String rule) {
    return new RequestException(Code.NOT_FOUND, field, rule);
  }

  private GetReportResponse message(SignedEpoch epoch, ForContract contract) {
    assert SharedThreads.mayBeKeptBusy();
    int next = nextBatch(epoch, contract);
    return GetReportResponse.newBuilder()
        .setChain(chain(contract))
        .setContract(contract.domain().contract())
        .setStream(epoch.proposal().stream())
        .setRoot(signed(contract.root(), epoch.data(contract, 0)))
        .setRows(signed(contract.rows().get(next), epoch.data(contract, 1 + next)))
        .build();
  }

  /**
   * The batch of rows that the contract takes next. A later one is not told: who sends it first
   * makes the contract refuse those before it.
   */
  private int nextBatch(SignedEpoch epoch, ForContract contract) {
    List<WriteKey> keys = SignedEpoch.keys(epoch.proposal());
    List<WriteKey> batches = keys.subList(1, keys.size());
    int next = 0;
    while (next < batches.size() - 1 && isPast(contract, batches.get(next))) {
      next++;
    }
    return next;
  }

  private boolean isPast(ForContract contract, WriteKey key) {
    return lanes.stream()
        .filter(lane -> lane.domain().equals(contract.domain()))
        .flatMap(lane -> lane.progress(key).stream())
        .anyMatch(progress -> PAST.contains(progress.write().state()));
  }

  private static SignedReport signed(SignedEpoch.Signed signed, String callData) {
    EpochReport report = signed.report();
    Quorum quorum = signed.quorum();
    return SignedReport.newBuilder()
        .setStreamId(report.streamId().hex())
        .setEpoch(report.epoch())
        .setSetVersion(report.setVersion())
        .setObservedAt(timestamp(report.observedAt()))
        .setValidUntil(timestamp(report.validUntil()))
        .setLeafCount(report.leafCount())
        .setRoot(report.root().hex())
        .setInputsHash(report.inputsHash().hex())
        .setModelHash(report.modelHash().hex())
        .addAllSignerSet(quorum.set())
        .addAllSigners(quorum.signers())
        .addAllSignatures(quorum.signatures().stream().map(Bytes32::hex).toList())
        .setCallData(callData)
        .setFulfilData(OracleAbi.fulfil(callData))
        .build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
  }

  /** Turns an epoch into the report that a watcher wants. */
  interface Translation {
    /** Whether there is such a report. */
    boolean concerns(SignedEpoch epoch);

    /** The report of an epoch that concerns the watcher. */
    GetReportResponse report(SignedEpoch epoch);
  }
}
