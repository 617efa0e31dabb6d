package io.setoff.gateway.portfolio;

import io.setoff.model.AccountId;
import java.util.List;

/**
 * Whose portfolio is asked for.
 *
 * @param text canonical form of what was asked: an EVM address, or CAIP-10
 * @param ids the same key on each chain that is meant, sorted by chain
 */
public record AccountRef(String text, List<AccountId> ids) {
  public AccountRef {
    ids = List.copyOf(ids);
  }
}
