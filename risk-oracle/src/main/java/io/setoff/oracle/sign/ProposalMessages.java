package io.setoff.oracle.sign;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.EpochInputs.Block;
import io.setoff.oracle.EpochInputs.ChainInput;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.PublishedMargin;
import io.setoff.oracle.Word;
import io.setoff.v1.EpochBlock;
import io.setoff.v1.EpochInput;
import io.setoff.v1.EpochLeaf;
import io.setoff.v1.EpochRefusal;
import io.setoff.v1.EpochSignatures;
import io.setoff.v1.EpochTarget;
import io.setoff.v1.SignEpochRequest;
import io.setoff.v1.SignEpochResponse;
import io.setoff.v1.TargetSignatures;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Proposals and answers on the wire. */
public final class ProposalMessages {
  private static final String EVM = "eip155:";

  private ProposalMessages() {}

  static SignEpochRequest of(Proposal proposal) {
    SignEpochRequest.Builder request =
        SignEpochRequest.newBuilder()
            .setStream(proposal.stream())
            .setEpoch(proposal.number())
            .setValidUntil(timestamp(proposal.validUntil()))
            .setModel(proposal.epoch().model());
    for (ChainInput input : proposal.epoch().inputs().chains()) {
      request.addInputs(
          EpochInput.newBuilder()
              .setChain(EVM + input.chainId())
              .setLatest(block(input.latest()))
              .setFinalized(block(input.finalized())));
    }
    for (Epoch.Row row : proposal.epoch().rows()) {
      request.addLeaves(leaf(row.account(), row.word()));
    }
    for (Proposal.Target target : proposal.targets()) {
      request.addTargets(
          EpochTarget.newBuilder()
              .setChain(EVM + target.domain().chainId())
              .setContract(target.domain().contract())
              .setSetVersion(target.setVersion()));
    }
    for (Proposal.Batch batch : proposal.batches()) {
      request.addBatches(batch.to() - batch.from());
    }
    return request.build();
  }

  /**
   * A proposal from the wire.
   *
   * @throws IllegalArgumentException when a field is not of its form
   */
  public static Proposal read(SignEpochRequest request) {
    EpochInputs inputs =
        new EpochInputs(request.getInputsList().stream().map(ProposalMessages::input).toList());
    List<Epoch.Row> rows = request.getLeavesList().stream().map(ProposalMessages::row).toList();
    if (inputs.chains().isEmpty() || rows.isEmpty()) {
      throw new IllegalArgumentException("an epoch has inputs and leaves");
    }
    return Proposal.of(
        request.getStream(),
        request.getEpoch(),
        new Epoch(inputs, request.getModel(), List.of(), rows),
        request.getBatchesCount() == 0 ? List.of(rows.size()) : request.getBatchesList(),
        Instant.ofEpochSecond(request.getValidUntil().getSeconds()),
        request.getTargetsList().stream().map(ProposalMessages::target).toList());
  }

  private static Epoch.Row row(EpochLeaf leaf) {
    Word word = Word.decode(new Bytes32(leaf.getWord()));
    return new Epoch.Row(
        leaf.getAccount(), word, List.of(), new PublishedMargin(word.marginUsd(), List.of(), ""));
  }

  private static ChainInput input(EpochInput input) {
    return new ChainInput(
        chainId(input.getChain()), block(input.getLatest()), block(input.getFinalized()));
  }

  private static Block block(EpochBlock block) {
    return new Block(
        block.getHeight(),
        new Bytes32(block.getHash()),
        Instant.ofEpochSecond(block.getTime().getSeconds()));
  }

  private static EpochBlock block(Block block) {
    return EpochBlock.newBuilder()
        .setHeight(block.height())
        .setHash(block.hash().hex())
        .setTime(timestamp(block.time()))
        .build();
  }

  private static Proposal.Target target(EpochTarget target) {
    return new Proposal.Target(
        new OracleDomain(chainId(target.getChain()), target.getContract()), target.getSetVersion());
  }

  private static long chainId(String chain) {
    if (!chain.matches("eip155:[0-9]{1,18}")) {
      throw new IllegalArgumentException("no EVM chain: " + chain);
    }
    return Long.parseLong(chain.substring(EVM.length()));
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).build();
  }

  /** The answer of a desk. */
  public static SignEpochResponse of(SigningDesk.Outcome outcome, long newestEpoch) {
    SignEpochResponse.Builder response = SignEpochResponse.newBuilder();
    switch (outcome) {
      case SigningDesk.Outcome.Signed signed -> {
        EpochSignatures.Builder signatures = response.getSignaturesBuilder();
        for (TargetSignature target : signed.targets()) {
          List<ByteString> reports =
              target.reports().stream()
                  .map(signature -> ByteString.copyFrom(signature.bytes()))
                  .toList();
          signatures.addTargets(
              TargetSignatures.newBuilder()
                  .setRoot(reports.get(0))
                  .setRows(reports.get(1))
                  .addAllMoreRows(reports.subList(2, reports.size())));
        }
      }
      case SigningDesk.Outcome.Refuses refuses ->
          response.setRefusal(refusal(refuses.refusal(), newestEpoch));
    }
    return response.build();
  }

  private static EpochRefusal refusal(Refusal refusal, long newestEpoch) {
    EpochRefusal.Builder message =
        EpochRefusal.newBuilder()
            .setReason(refusal.reason())
            .setDetail(refusal.detail())
            .setAccount(refusal.account())
            .setWord(refusal.word())
            .setNewestEpoch(newestEpoch);
    refusal.heldBack().forEach((account, word) -> message.addHeldBack(leaf(account, word)));
    return message.build();
  }

  private static EpochLeaf leaf(String account, Word word) {
    return EpochLeaf.newBuilder().setAccount(account).setWord(word.encoded().hex()).build();
  }

  static Refusal refusal(EpochRefusal message) {
    TreeMap<String, Word> heldBack = new TreeMap<>();
    message
        .getHeldBackList()
        .forEach(leaf -> heldBack.put(leaf.getAccount(), Word.decode(new Bytes32(leaf.getWord()))));
    return new Refusal(
        message.getReason(),
        message.getDetail(),
        message.getAccount(),
        message.getWord(),
        heldBack);
  }

  static List<TargetSignature> signatures(EpochSignatures signatures) {
    return signatures.getTargetsList().stream()
        .map(
            target ->
                Stream.concat(
                    Stream.of(target.getRoot(), target.getRows()),
                    target.getMoreRowsList().stream()))
        .map(reports -> reports.map(bytes -> Signature.of(bytes.toByteArray())).toList())
        .map(TargetSignature::new)
        .toList();
  }
}
