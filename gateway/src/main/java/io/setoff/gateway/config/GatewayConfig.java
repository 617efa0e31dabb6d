package io.setoff.gateway.config;

import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.model.ChainId;
import io.setoff.model.identity.Edge;
import io.setoff.store.RedisSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A configuration that makes sense by itself; see docs/configuration.md for each value.
 *
 * @param file where it was read from
 * @param http where REST and the page listen
 * @param grpc where gRPC listens
 * @param storeFolder the embedded store; with {@code redis} the snapshots of that
 * @param redis the store that others run; empty when the embedded one is used
 * @param chains at least one
 * @param edges of the identity graph
 * @param maxPriceDeviation permitted difference of two fresh price sources, relative
 * @param accounts named by the operator, always tracked
 * @param tracking of all other accounts
 * @param risk what margin is calculated with
 * @param oracle what is published; empty when nothing is
 * @param signer whose key signs; empty when this process is no signer
 * @param roles what this process does
 * @param leases what the names of Leases of Kubernetes begin with, which say who is to try to write
 *     a chain; empty where the store alone does
 * @param otlp collector that traces are sent to over gRPC; empty when nothing is traced
 * @param contracts every configured address, with its line, to be checked against its chain
 */
public record GatewayConfig(
    Path file,
    Http http,
    Endpoint grpc,
    Path storeFolder,
    Optional<RedisSettings> redis,
    List<Chain> chains,
    List<Edge> edges,
    BigDecimal maxPriceDeviation,
    List<Account> accounts,
    TrackingLimits tracking,
    RiskConfig risk,
    Optional<OracleConfig> oracle,
    Optional<SignerConfig> signer,
    Set<Role> roles,
    Optional<String> leases,
    Optional<URI> otlp,
    List<Contract> contracts) {

  public GatewayConfig {
    chains = List.copyOf(chains);
    edges = List.copyOf(edges);
    accounts = List.copyOf(accounts);
    contracts = List.copyOf(contracts);
    roles = Set.copyOf(roles);
  }

  /**
   * REST and the page.
   *
   * @param names under which browsers may come here, besides addresses and {@code localhost}
   * @param origins of pages of others that may ask
   */
  public record Http(Endpoint at, List<String> names, List<String> origins) {
    public Http {
      names = List.copyOf(names);
      origins = List.copyOf(origins);
    }
  }

  /**
   * Where to listen.
   *
   * @param port 0 picks a free one
   */
  public record Endpoint(String host, int port) {}

  /**
   * A chain.
   *
   * @param line of its entry
   * @param name for people
   * @param explorer base of addresses as in EIP-3091
   * @param rpc in order of preference
   * @param rpcLines of each URL
   * @param startBlock first block to index
   * @param staleAfter without an answer of a node for this long, answers are flagged
   * @param stalledAfter without a new block for this long, answers are flagged
   * @param reading how to read it
   * @param settings what to read
   */
  public record Chain(
      ChainId id,
      int line,
      String name,
      Optional<URI> explorer,
      List<URI> rpc,
      List<Integer> rpcLines,
      long startBlock,
      Duration pollInterval,
      Duration staleAfter,
      Duration stalledAfter,
      Reading reading,
      ChainSettings settings) {
    public Chain {
      rpc = List.copyOf(rpc);
      rpcLines = List.copyOf(rpcLines);
    }
  }

  /**
   * How to read a chain.
   *
   * @param limits towards each node
   * @param reconcileInterval time between two accounts that are compared with the contracts
   */
  public record Reading(RpcSettings limits, Duration reconcileInterval) {}

  /**
   * A named account.
   *
   * @param address canonical EVM address
   */
  public record Account(String address, String label) {}

  /**
   * A configured address.
   *
   * @param history whether its logs are folded, so that indexing must start before its creation
   */
  public record Contract(ChainId chain, String address, int line, String path, boolean history) {}

  /** Addresses that are read whether somebody asks or not: those named, and those published. */
  public SortedSet<String> ownAccounts() {
    TreeSet<String> own = new TreeSet<>();
    accounts.forEach(account -> own.add(account.address()));
    oracle.ifPresent(section -> section.streams().forEach(stream -> own.addAll(stream.publish())));
    return own;
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** Whether this process reads the chains into a store: the common one, or a signer's own. */
  public boolean indexes() {
    return has(Role.ADAPTER) || has(Role.SIGNER);
  }

  /** Whether it asks nodes about their chains; a gateway alone answers without any. */
  public boolean asksNodes() {
    return indexes() || has(Role.ORACLE);
  }

  /** Whether it has the positions, and can be asked for them. */
  public boolean hasBook() {
    return indexes() || has(Role.GATEWAY);
  }

  /** Whether accounts are asked for here, and let go when they no longer are. */
  public boolean answers() {
    return has(Role.GATEWAY) || has(Role.SIGNER);
  }

  /** The store that is shared with others; empty when what this process keeps is its own. */
  public Optional<RedisSettings> sharedStore() {
    return redis.filter(settings -> has(Role.ADAPTER) || has(Role.GATEWAY));
  }

  public Optional<Chain> chain(ChainId id) {
    return chains.stream().filter(chain -> chain.id().equals(id)).findFirst();
  }
}
