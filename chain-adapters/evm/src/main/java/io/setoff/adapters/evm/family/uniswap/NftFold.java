package io.setoff.adapters.evm.family.uniswap;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What the position manager's logs say: who holds which NFT, its liquidity and what it is owed. */
final class NftFold {
  private static final String NOBODY = EvmAddress.of(BigInteger.ZERO);

  private final String manager;
  private final String poolsTable;
  private final String positionTable;
  private final String ownerTable;
  private final String holderTable;
  private final PoolFold pools;
  private final Custody custody;

  NftFold(String prefix, String manager, String poolsTable, PoolFold pools) {
    this.manager = manager;
    this.poolsTable = poolsTable;
    this.positionTable = prefix + "position";
    this.ownerTable = prefix + "owner";
    this.holderTable = prefix + "holder";
    this.pools = pools;
    this.custody = new Custody(prefix);
  }

  void register(EventFold events) {
    events
        .accountTables(ownerTable)
        .onWithEarlier(
            "IncreaseLiquidity(uint256,uint128,uint256,uint256)", this::increaseLiquidity)
        .on("DecreaseLiquidity(uint256,uint128,uint256,uint256)", this::decreaseLiquidity)
        .on("Collect(uint256,address,uint256,uint256)", this::collect)
        .on("Transfer(address,address,uint256)", this::transfer);
  }

  /** The NFTs that accounts gave to contracts. */
  Custody custody() {
    return custody;
  }

  /** Reads an NFT's liquidity where the manager's logs did not tell all. */
  void refresh(String tokenId, Rows rows, ViewPlan plan) {
    RowKey key = new RowKey(positionTable, tokenId, "");
    if (rows.get(key).isPresent() && Doubts.isDue(rows, manager, tokenId)) {
      plan.reread(
          key,
          EvmCall.of(manager, "positions(uint256)", new BigInteger(tokenId)),
          12,
          words -> rows.get(key).map(row -> Nft.of(row.words()).as(words).words()),
          manager,
          tokenId);
    }
  }

  /** The rows of the NFTs that an account holds, by token id. */
  SortedMap<String, Row> held(String account, Rows rows) {
    return rows.items(ownerTable, account);
  }

  Optional<Row> row(String tokenId, Rows rows) {
    return rows.get(new RowKey(positionTable, tokenId, ""));
  }

  /** A new NFT's pool and bounds stand in the pool's own Mint log just before. */
  private void increaseLiquidity(EvmLog log, List<EvmLog> earlier, RowEditor rows) {
    BigInteger liquidity = log.data().word(0);
    Nft before = nft(log, rows).orElseGet(() -> minted(log, earlier, rows));
    PoolFold.Range range = pools.range(before.pool(), before.lower(), before.upper(), rows);
    save(log, before.updated(range.last(), liquidity), rows);
  }

  private Nft minted(EvmLog log, List<EvmLog> earlier, Rows rows) {
    SortedMap<String, Row> known = rows.items(poolsTable, UniswapV3.ALL);
    for (EvmLog mint : earlier.reversed()) {
      if (known.containsKey(mint.address())
          && mint.topics().get(0).equals(PoolFold.MINT)
          && mint.topicAddress(0).equals(manager)
          && mint.data().word(1).equals(log.data().word(0))) {
        return new Nft(
            mint.address(),
            mint.topicSigned(1).intValueExact(),
            mint.topicSigned(2).intValueExact(),
            BigInteger.ZERO,
            FeeGrowth.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO);
      }
    }
    throw new IllegalStateException(
        "position " + log.topicWord(0) + " has no Mint in transaction " + log.txHash());
  }

  private void decreaseLiquidity(EvmLog log, RowEditor rows) {
    Nft before = nft(log, rows).orElseThrow(() -> unknown(log));
    PoolFold.Range range = pools.range(before.pool(), before.lower(), before.upper(), rows);
    Nft after =
        before
            .updated(range.last(), log.data().word(0).negate())
            .owing(log.data().word(1), log.data().word(2));
    save(log, after, rows);
  }

  private void collect(EvmLog log, RowEditor rows) {
    Nft before = nft(log, rows).orElseThrow(() -> unknown(log));
    PoolFold.Range range = pools.range(before.pool(), before.lower(), before.upper(), rows);
    Nft credited =
        before.liquidity().signum() > 0 ? before.updated(range.last(), BigInteger.ZERO) : before;
    save(log, credited.owing(log.data().word(1).negate(), log.data().word(2).negate()), rows);
  }

  private void transfer(EvmLog log, RowEditor rows) {
    if (!log.address().equals(manager)) {
      return;
    }
    String tokenId = log.topicWord(2).toString();
    String from = log.topicAddress(0);
    String to = log.topicAddress(1);
    if (!from.equals(NOBODY)) {
      rows.delete(new RowKey(ownerTable, from, tokenId));
    }
    custody.moved(tokenId, from, to, log.origin(), rows);
    if (to.equals(NOBODY)) {
      rows.delete(new RowKey(positionTable, tokenId, ""));
      rows.delete(new RowKey(holderTable, tokenId, ""));
    } else {
      rows.put(new RowKey(ownerTable, to, tokenId), List.of(), log.origin());
      rows.put(new RowKey(holderTable, tokenId, ""), List.of(EvmAddress.toWord(to)), log.origin());
    }
  }

  private Optional<Nft> nft(EvmLog log, Rows rows) {
    return rows.get(nftKey(log)).map(row -> Nft.of(row.words()));
  }

  /** The log names the NFT; who holds it is concerned. */
  private void save(EvmLog log, Nft nft, RowEditor rows) {
    rows.get(new RowKey(holderTable, log.topicWord(0).toString(), ""))
        .ifPresent(holder -> rows.names(EvmAddress.of(holder.word(0)), log.height()));
    rows.put(nftKey(log), nft.words(), log.origin());
  }

  private RowKey nftKey(EvmLog log) {
    return new RowKey(positionTable, log.topicWord(0).toString(), "");
  }

  private static IllegalStateException unknown(EvmLog log) {
    return new IllegalStateException("position " + log.topicWord(0) + " is unknown: " + log);
  }
}
