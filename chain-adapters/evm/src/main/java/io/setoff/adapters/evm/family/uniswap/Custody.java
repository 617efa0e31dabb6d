package io.setoff.adapters.evm.family.uniswap;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.Origin;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The NFTs that an account gave away and that a contract holds now: a staking contract, say. Whose
 * they are only that contract knows, so that the account has a gap.
 */
final class Custody {
  private static final String NOBODY = EvmAddress.of(BigInteger.ZERO);

  private final String givenTable;
  private final String giverTable;
  private final String codeTable;

  Custody(String prefix) {
    this.givenTable = prefix + "given";
    this.giverTable = prefix + "giver";
    this.codeTable = prefix + "code";
  }

  /** An NFT has moved; both ends may be nobody. */
  void moved(String tokenId, String from, String to, Origin origin, RowEditor rows) {
    RowKey giverKey = new RowKey(giverTable, tokenId, "");
    Optional<String> before = rows.get(giverKey).map(row -> EvmAddress.of(row.word(0)));
    String giver = before.filter(known -> isContract(from, rows)).orElse(from);
    before.ifPresent(known -> rows.delete(new RowKey(givenTable, known, tokenId)));
    if (giver.equals(NOBODY) || to.equals(NOBODY) || giver.equals(to)) {
      before.ifPresent(known -> rows.delete(giverKey));
    } else {
      rows.put(new RowKey(givenTable, giver, tokenId), List.of(EvmAddress.toWord(to)), origin);
      rows.put(giverKey, List.of(EvmAddress.toWord(giver)), origin);
    }
  }

  /** Plans to find out which holders are contracts. */
  void refresh(String account, Rows rows, ViewPlan plan) {
    for (Row given : rows.items(givenTable, account).values()) {
      RowKey code = code(EvmAddress.of(given.word(0)));
      if (rows.get(code).isEmpty()) {
        plan.code(code, code.entity());
      }
    }
  }

  /** What the account gave to contracts, by token id: who holds it. */
  SortedMap<String, String> givenToContracts(String account, Rows rows) {
    SortedMap<String, String> given = new TreeMap<>();
    rows.items(givenTable, account)
        .forEach(
            (tokenId, row) -> {
              String holder = EvmAddress.of(row.word(0));
              if (isContract(holder, rows)) {
                given.put(tokenId, holder);
              }
            });
    return given;
  }

  private boolean isContract(String address, Rows rows) {
    return rows.get(code(address)).filter(row -> row.word(0).signum() > 0).isPresent();
  }

  private RowKey code(String address) {
    return new RowKey(codeTable, address, "");
  }
}
