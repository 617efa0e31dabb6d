package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a book comes to: one line for each instrument of each account. A position that is split, or
 * offset where it is held, is one line.
 */
final class AccountLines {
  private final List<AccountKey> accounts;
  private final List<Line> lines = new ArrayList<>();
  private final int[] lineOfRow;

  /** Net units of an instrument in an account. */
  static final class Line {
    final int account;
    final PricedInstrument priced;
    final UnitProfile profile;
    private double quantity;

    Line(int account, PricedInstrument priced) {
      this.account = account;
      this.priced = priced;
      profile = priced.profile();
    }

    double quantity() {
      return quantity;
    }
  }

  AccountLines(List<PricedHolding> rows) {
    accounts = rows.stream().map(PricedHolding::account).distinct().sorted().toList();
    List<Map<Instrument, Integer>> ofAccount = new ArrayList<>();
    accounts.forEach(account -> ofAccount.add(new HashMap<>()));
    lineOfRow = new int[rows.size()];
    int account = 0;
    for (int i = 0; i < lineOfRow.length; i++) {
      PricedHolding row = rows.get(i);
      if (row.priced().isEmpty()) {
        lineOfRow[i] = -1;
        continue;
      }
      PricedInstrument priced = row.priced().get();
      if (!accounts.get(account).equals(row.account())) {
        account = Collections.binarySearch(accounts, row.account());
      }
      Integer known = ofAccount.get(account).putIfAbsent(row.holding().instrument(), lines.size());
      lineOfRow[i] = known == null ? lines.size() : known;
      if (known == null) {
        lines.add(new Line(account, priced));
      }
      lines.get(lineOfRow[i]).quantity += row.holding().quantity();
    }
  }

  List<AccountKey> accounts() {
    return accounts;
  }

  List<Line> all() {
    return lines;
  }

  /** The line of a row, or -1 when it has no price. */
  int ofRow(int row) {
    return lineOfRow[row];
  }

  Collection<UnitProfile> profiles() {
    return lines.stream().map(line -> line.profile).toList();
  }
}
