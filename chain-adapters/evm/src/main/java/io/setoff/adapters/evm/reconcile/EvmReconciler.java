package io.setoff.adapters.evm.reconcile;

import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.view.PinnedReads;
import io.setoff.adapters.evm.view.ViewCheck;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.spi.Reconciler;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSession;
import io.setoff.model.BlockRef;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final PinnedReads reads;
  private final StateProofs proofs;

  public EvmReconciler(
      RpcPool pool,
      PinnedReads reads,
      EvmHeaders headers,
      boolean rootsAreVerified,
      Wallet wallet,
      List<EvmProtocol> protocols) {
    this.pool = pool;
    this.reads = reads;
    this.proofs = new StateProofs(reads);
    this.headers = headers;
    this.rootsAreVerified = rootsAreVerified;
    this.wallet = wallet;
    this.protocols = List.copyOf(protocols);
  }

  @Override
  public Result compare(String account, BlockRef block, Rows rows) {
    List<ViewCheck> checks = new ArrayList<>();
    protocols.forEach(protocol -> checks.addAll(protocol.checks(account, block, rows)));
    List<String> differences =
        new ArrayList<>(pool.onOne(session -> differences(session, checks, block)));
    if (!differences.isEmpty()) {
      keepUndisputed(differences, checks, block);
    }
    int proved = 0;
    if (rootsAreVerified) {
      proved = pool.onOne(session -> prove(session, account, block, rows, differences));
    }
    return new Result(block, checks.size(), proved, differences);
  }

  /** One node that errs must not put an account in doubt. */
  private void keepUndisputed(List<String> differences, List<ViewCheck> checks, BlockRef block) {
    for (RpcPool.Answer<List<String>> answer :
        pool.onAll(session -> differences(session, checks, block))) {
      answer.value().ifPresent(differences::retainAll);
    }
  }

  private List<String> differences(RpcSession session, List<ViewCheck> checks, BlockRef block) {
    List<RpcCall> calls = new ArrayList<>();
    for (ViewCheck check : checks) {
      calls.add(
          RpcCall.of("eth_call", Map.of("to", check.call().to(), "data", check.call().data())));
    }
    List<EvmRpc.ViewReply> replies = reads.read(session, block, calls);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      ViewCheck check = checks.get(i);
      switch (replies.get(i)) {
        case EvmRpc.ViewReply.Data data -> {
          AbiWords words = AbiWords.parse(data.hex());
          if (words.size() <= check.word()) {
            refused(check, "nothing").ifPresent(differences::add);
          } else if (check.differs(words)) {
            differences.add(
                "%s is %s here and %s by the contract"
                    .formatted(check.what(), check.here(), check.there(words)));
          }
        }
        case EvmRpc.ViewReply.Reverted reverted ->
            refused(check, reverted.message()).ifPresent(differences::add);
      }
    }
    return differences;
  }

  /** A contract that is not there yet holds nothing. */
  private static Optional<String> refused(ViewCheck check, String answer) {
    return check.expected().signum() == 0
        ? Optional.empty()
        : Optional.of(
            "%s is %s here, and the contract answers %s"
                .formatted(check.what(), check.here(), answer));
  }

  /** Number of balances that are proved; one that is proved to be another is a difference. */
  private int prove(
      RpcSession session, String account, BlockRef block, Rows rows, List<String> differences) {
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
            "the native balance is %s here and %s by the state root"
                .formatted(wei.get(), proof.get()));
      }
    }
    for (Map.Entry<String, BigInteger> held : wallet.tokenBalances(account, rows).entrySet()) {
      proved += proofs.holds(session, header, held.getKey(), account, held.getValue()) ? 1 : 0;
    }
    return proved;
  }
}
