package io.setoff.adapters.evm.reconcile;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.protocol.EvmVenue;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.view.ListCheck;
import io.setoff.adapters.evm.view.PinnedReads;
import io.setoff.adapters.evm.view.Reference;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.spi.Reconciler;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.model.BlockRef;
import io.setoff.store.Difference;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * Compares what was folded of an account with what the protocols' own views answer at the same
 * block, and its balances with the block's state root. Thread-safe.
 */
public final class EvmReconciler implements Reconciler {
  private final RpcPool pool;
  private final EvmHeaders headers;
  private final boolean rootsAreVerified;
  private final Wallet wallet;
  private final List<EvmProtocol> protocols;
  private final ObjLongConsumer<String> doubted;
  private final PinnedReads reads;
  private final StateProofs proofs;

  /**
   * A reconciler of one chain.
   *
   * @param doubted hears of each contract that answers something else than the rows say, with the
   *     height of these rows
   */
  public EvmReconciler(
      RpcPool pool,
      PinnedReads reads,
      EvmHeaders headers,
      boolean rootsAreVerified,
      Wallet wallet,
      List<EvmProtocol> protocols,
      ObjLongConsumer<String> doubted) {
    this.pool = pool;
    this.reads = reads;
    this.proofs = new StateProofs(reads);
    this.headers = headers;
    this.rootsAreVerified = rootsAreVerified;
    this.wallet = wallet;
    this.protocols = List.copyOf(protocols);
    this.doubted = doubted;
  }

  @Override
  public Result compare(String account, BlockRef block, Rows rows) {
    List<ViewCheck> checks = new ArrayList<>();
    protocols.forEach(protocol -> checks.addAll(protocol.checks(account, block, rows)));
    Map<ViewCheck, Difference> found =
        new LinkedHashMap<>(pool.onOne(session -> differences(session, checks, block)));
    if (!found.isEmpty()) {
      keepUndisputed(found, checks, block);
    }
    found.keySet().forEach(check -> doubted.accept(check.call().to(), block.height()));
    List<Difference> differences = new ArrayList<>(found.values());
    differences.addAll(pool.onOne(session -> deployments(session, block, rows)));
    int proved = 0;
    if (rootsAreVerified) {
      proved = pool.onOne(session -> prove(session, account, block, rows, differences));
    }
    return new Result(block, checks.size(), proved, differences);
  }

  /** Contracts that name others than are configured, and lists that hold more than is known. */
  private List<Difference> deployments(RpcSession session, BlockRef block, Rows rows) {
    Reference.Views views = call -> reads.read(session, block, List.of(call)).get(0);
    List<Difference> differences = new ArrayList<>();
    for (EvmProtocol protocol : protocols) {
      for (ListCheck list : protocol.lists(rows)) {
        RpcCall call =
            RpcCall.of("eth_call", Map.of("to", list.call().to(), "data", list.call().data()));
        if (views.ask(call) instanceof EvmRpc.ViewReply.Data data) {
          list.missing(AbiWords.parse(data.hex()))
              .map(text -> new Difference(list.venue(), list.call().to(), text))
              .ifPresent(differences::add);
        }
      }
      if (protocol instanceof EvmVenue venue) {
        for (Reference reference : venue.references()) {
          reference
              .contradiction(views)
              .map(text -> new Difference(venue.venue(), reference.expected(), text))
              .ifPresent(differences::add);
        }
      }
    }
    return differences;
  }

  /** One node that errs must not put an account in doubt. */
  private void keepUndisputed(
      Map<ViewCheck, Difference> found, List<ViewCheck> checks, BlockRef block) {
    for (RpcPool.Answer<Map<ViewCheck, Difference>> answer :
        pool.onAll(session -> differences(session, checks, block))) {
      answer.value().ifPresent(others -> found.values().retainAll(others.values()));
    }
  }

  private Map<ViewCheck, Difference> differences(
      RpcSession session, List<ViewCheck> checks, BlockRef block) {
    List<RpcCall> calls = new ArrayList<>();
    for (ViewCheck check : checks) {
      calls.add(
          RpcCall.of("eth_call", Map.of("to", check.call().to(), "data", check.call().data())));
    }
    List<EvmRpc.ViewReply> replies = reads.read(session, block, calls);
    Map<ViewCheck, Difference> differences = new LinkedHashMap<>();
    for (int i = 0; i < checks.size(); i++) {
      ViewCheck check = checks.get(i);
      difference(check, replies.get(i))
          .ifPresent(
              text -> differences.put(check, new Difference(check.venue(), check.subject(), text)));
    }
    return differences;
  }

  private static Optional<String> difference(ViewCheck check, EvmRpc.ViewReply reply) {
    return switch (reply) {
      case EvmRpc.ViewReply.Data data -> {
        AbiWords words = AbiWords.parse(data.hex());
        if (words.size() <= check.word()) {
          yield refused(check, "nothing");
        }
        yield check.differs(words)
            ? Optional.of(
                "%s is %s here and %s by the contract"
                    .formatted(check.what(), check.here(), check.there(words)))
            : Optional.empty();
      }
      case EvmRpc.ViewReply.Reverted reverted -> refused(check, reverted.message());
    };
  }

  /** A contract that is not there yet holds nothing. */
  private static Optional<String> refused(ViewCheck check, String answer) {
    return check.expected().signum() == 0 || !check.binding()
        ? Optional.empty()
        : Optional.of(
            "%s is %s here, and the contract answers %s"
                .formatted(check.what(), check.here(), answer));
  }

  /** Number of balances that are proved; one that is proved to be another is a difference. */
  private int prove(
      RpcSession session, String account, BlockRef block, Rows rows, List<Difference> differences) {
    EvmHeader header = headers.byHashes(session, List.of(block.hash())).get(0);
    if (!header.proved() || header.stateRoot().isEmpty()) {
      return 0;
    }
    int proved = 0;
    Optional<BigInteger> wei = wallet.nativeBalance(account, rows);
    if (wei.isPresent()) {
      Optional<BigInteger> proof = proofs.nativeBalance(session, header, account);
      if (proof.isPresent() && proof.equals(wei)) {
        proved++;
      } else if (proof.isPresent()) {
        differences.add(
            new Difference(
                wallet.venue(),
                wallet.nativeCoin().value(),
                "the native balance is %s here and %s by the state root"
                    .formatted(wei.get(), proof.get())));
      }
    }
    for (Map.Entry<String, BigInteger> held : wallet.tokenBalances(account, rows).entrySet()) {
      proved += proofs.holds(session, header, held.getKey(), account, held.getValue()) ? 1 : 0;
    }
    return proved;
  }
}
