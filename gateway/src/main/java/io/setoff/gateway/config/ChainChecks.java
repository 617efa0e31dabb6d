package io.setoff.gateway.config;

import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.adapters.kernel.spi.ChainProbe;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTimeoutException;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.gateway.config.GatewayConfig.Chain;
import io.setoff.gateway.config.GatewayConfig.Contract;
import io.setoff.model.ChainId;
import io.setoff.store.Difference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Whether the chains are what the configuration says: each URL answers the chain id, each address
 * has code, and no contract whose logs are folded is older than the first indexed block.
 */
public final class ChainChecks {
  /**
   * There is no other answer to fall back on, and at a start all processes of a machine are busy.
   */
  private static final RpcSettings LIMITS = RpcSettings.DEFAULT.withTimeout(Duration.ofSeconds(8));

  /** A node that is slow is asked so often before the start is given up. */
  private static final int ATTEMPTS = 4;

  private static final Logger LOG = Logger.getLogger(ChainChecks.class);

  /** Accounts whose balances are compared, to find ledgers with two faces. */
  private static final int MOST_HOLDERS = 20;

  private final GatewayConfig config;
  private final ChainNamespace namespace;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private ChainChecks(GatewayConfig config, ChainNamespace namespace) {
    this.config = config;
    this.namespace = namespace;
  }

  /**
   * Asks every node.
   *
   * @throws ConfigException when something does not agree
   */
  public static void check(GatewayConfig config, ChainNamespace namespace) throws ConfigException {
    new ChainChecks(config, namespace).check();
  }

  private void check() throws ConfigException {
    for (Chain chain : config.chains()) {
      int before = problems.size();
      for (int i = 0; i < chain.rpc().size(); i++) {
        checkChainId(chain, chain.rpc().get(i), chain.rpcLines().get(i));
      }
      if (problems.size() == before) {
        checkContracts(chain);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(config.file(), problems);
    }
  }

  private void checkChainId(Chain chain, URI url, int line) {
    String path = "rpc of " + chain.id();
    try (RpcPool pool = new RpcPool(chain.id().value(), List.of(url), LIMITS)) {
      ChainId answered = patiently(chain, () -> namespace.probe(pool).chain());
      if (!answered.equals(chain.id())) {
        problems.add(
            new ConfigProblem(
                line,
                path,
                pool.status().getFirst().name()
                    + " answers chain id "
                    + answered.evmNumber()
                    + ", not "
                    + chain.id().evmNumber()));
      }
    } catch (RpcUnavailableException e) {
      problems.add(new ConfigProblem(line, path, String.valueOf(e.getMessage())));
    }
  }

  /** Asks again while a node is slow, and says so; one that is not there is not waited for. */
  private static <T> T patiently(Chain chain, Supplier<T> question) {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.get();
      } catch (RpcTimeoutException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.warnf(
            "%s: %s. The machine or the node is busy: asked again, %d of %d times",
            chain.id(), e.getMessage(), attempt + 1, ATTEMPTS);
      }
    }
  }

  private void checkContracts(Chain chain) {
    try (RpcPool pool = new RpcPool(chain.id().value(), chain.rpc(), LIMITS)) {
      ChainProbe probe = namespace.probe(pool);
      int before = problems.size();
      checkHeaders(probe, chain);
      for (Contract contract : config.contracts()) {
        if (contract.chain().equals(chain.id())) {
          patiently(
              chain,
              () -> {
                checkContract(probe, chain, contract);
                return contract;
              });
        }
      }
      if (problems.size() == before) {
        checkDeployments(chain, pool);
        checkFaces(chain, pool);
      }
    } catch (RpcUnavailableException e) {
      problems.add(
          new ConfigProblem(
              chain.rpcLines().getFirst(), "rpc of " + chain.id(), String.valueOf(e.getMessage())));
    }
  }

  /**
   * A wrong contract that has code would be followed, and its positions would just not be there.
   */
  private void checkDeployments(Chain chain, RpcPool pool) {
    for (Deployment deployment : chain.settings().deployments()) {
      patiently(chain, () -> namespace.contradictions(deployment, pool))
          .forEach(difference -> problem(chain, difference, "protocols"));
    }
  }

  /** One ledger with two faces would be counted twice. */
  private void checkFaces(Chain chain, RpcPool pool) {
    Set<String> holders =
        config.accounts().stream()
            .map(GatewayConfig.Account::address)
            .limit(MOST_HOLDERS)
            .collect(Collectors.toSet());
    patiently(chain, () -> namespace.doubles(chain.settings(), holders, pool))
        .forEach(difference -> problem(chain, difference, "tokens"));
  }

  private void problem(Chain chain, Difference difference, String section) {
    Optional<Contract> wrong =
        config.contracts().stream()
            .filter(contract -> contract.chain().equals(chain.id()))
            .filter(contract -> contract.address().equals(difference.subject()))
            .findFirst();
    problems.add(
        new ConfigProblem(
            wrong.map(Contract::line).orElse(chain.line()),
            wrong.map(Contract::path).orElse(section),
            difference.text()));
  }

  /** A chain with headers of its own is no chain of false providers. */
  private void checkHeaders(ChainProbe probe, Chain chain) {
    if (chain.settings().trust().verification() == Verification.NONE) {
      return;
    }
    patiently(chain, () -> probe.whyUnproved(chain.id()))
        .ifPresent(
            why ->
                problems.add(
                    new ConfigProblem(
                        chain.rpcLines().getFirst(),
                        "rpc of " + chain.id(),
                        why
                            + ". Either the chain hashes its headers by a rule of its own, then"
                            + " `verify: NONE` reads it unproved; or the nodes answer what is"
                            + " false")));
  }

  private void checkContract(ChainProbe probe, Chain chain, Contract contract) {
    if (!probe.hasCode(contract.address())) {
      problems.add(
          new ConfigProblem(
              contract.line(),
              contract.path(),
              contract.address() + " has no code on " + chain.id()));
    } else if (contract.history()
        && chain.startBlock() > 0
        && probe.hadCode(contract.address(), chain.startBlock() - 1).orElse(false)) {
      problems.add(
          new ConfigProblem(
              contract.line(),
              contract.path(),
              contract.address()
                  + " is older than start_block "
                  + chain.startBlock()
                  + " of "
                  + chain.id()
                  + ": its first events would be missed"));
    }
  }
}
