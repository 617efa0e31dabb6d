package io.setoff.gateway.portfolio;

import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.model.Text;
import java.util.List;

/** Reads accounts as people and programs write them. */
public final class AccountParser {
  private static final String FIELD = "account";
  private static final int MAX_LENGTH = 200;

  private final ChainNamespace namespace;
  private final List<ChainId> chains;
  private final KnownVenues venues;

  public AccountParser(GatewayConfig config, ChainNamespace namespace, KnownVenues venues) {
    this.namespace = namespace;
    this.venues = venues;
    this.chains = config.chains().stream().map(GatewayConfig.Chain::id).sorted().toList();
  }

  /**
   * The same with venues that are asked for; with none, all of them are.
   *
   * @throws RequestException INVALID_ARGUMENT for a venue that is not read, too
   */
  public AccountRef parse(String text, List<String> asked) {
    AccountRef account = parse(text);
    return new AccountRef(account.text(), account.ids(), venues.of(asked));
  }

  /**
   * An EVM address, meant on every configured chain, or CAIP-10.
   *
   * @throws RequestException INVALID_ARGUMENT, or NOT_FOUND for a chain that is not configured
   */
  public AccountRef parse(String text) {
    if (text.isEmpty()) {
      throw RequestException.invalid(FIELD, "is required: an EVM address, or CAIP-10");
    }
    if (text.length() > MAX_LENGTH) {
      throw RequestException.invalid(
          FIELD, "has " + text.length() + " characters, at most " + MAX_LENGTH + " are allowed");
    }
    return text.startsWith("0x") ? onEveryChain(text) : onOneChain(text);
  }

  private AccountRef onEveryChain(String text) {
    String address = address(text);
    return new AccountRef(
        address, chains.stream().map(chain -> new AccountId(chain, address)).toList());
  }

  private AccountRef onOneChain(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || text.indexOf(':') == colon) {
      throw RequestException.invalid(
          FIELD,
          "is neither an EVM address (0x…) nor CAIP-10 (eip155:1:0x…): \""
              + Text.shorten(text)
              + "\"");
    }
    ChainId chain = chain(text.substring(0, colon));
    if (!chains.contains(chain)) {
      throw new RequestException(
          RequestException.Code.NOT_FOUND,
          FIELD,
          "chain " + chain + " is not configured here; configured: " + chains);
    }
    AccountId id = new AccountId(chain, address(text.substring(colon + 1)));
    return new AccountRef(id.toString(), List.of(id));
  }

  private static ChainId chain(String text) {
    try {
      return new ChainId(text);
    } catch (IllegalArgumentException e) {
      throw RequestException.invalid(FIELD, String.valueOf(e.getMessage()));
    }
  }

  private String address(String text) {
    try {
      return namespace.address(text);
    } catch (IllegalArgumentException e) {
      throw RequestException.invalid(FIELD, String.valueOf(e.getMessage()));
    }
  }
}
