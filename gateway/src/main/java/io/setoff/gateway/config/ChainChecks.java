package io.setoff.gateway.config;

import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.gateway.config.GatewayConfig.Chain;
import io.setoff.gateway.config.GatewayConfig.Contract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the chains are what the configuration says: each URL answers the chain id, each address
 * has code, and no contract whose logs are folded is older than the first indexed block.
 */
public final class ChainChecks {
  private ChainChecks() {}

  /**
   * Asks every node.
   *
   * @throws ConfigException when something does not agree
   */
  public static void check(GatewayConfig config) throws ConfigException {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Chain chain : config.chains()) {
      int before = problems.size();
      chain.rpc().forEach(url -> checkChainId(chain, url, problems));
      if (problems.size() == before) {
        checkContracts(config, chain, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(config.file(), problems);
    }
  }

  private static void checkChainId(Chain chain, URI url, List<ConfigProblem> problems) {
    String path = "rpc of " + chain.id();
    try (RpcPool pool = new RpcPool(chain.id().value(), List.of(url))) {
      long answered = new EvmRpc(pool).chainId();
      if (answered != chain.id().evmNumber()) {
        problems.add(
            new ConfigProblem(
                chain.rpcLine(),
                path,
                url + " answers chain id " + answered + ", not " + chain.id().evmNumber()));
      }
    } catch (RpcUnavailableException e) {
      problems.add(new ConfigProblem(chain.rpcLine(), path, String.valueOf(e.getMessage())));
    }
  }

  private static void checkContracts(
      GatewayConfig config, Chain chain, List<ConfigProblem> problems) {
    try (RpcPool pool = new RpcPool(chain.id().value(), chain.rpc())) {
      EvmRpc rpc = new EvmRpc(pool);
      for (Contract contract : config.contracts()) {
        if (contract.chain().equals(chain.id())) {
          checkContract(rpc, chain, contract, problems);
        }
      }
    } catch (RpcUnavailableException e) {
      problems.add(
          new ConfigProblem(
              chain.rpcLine(), "rpc of " + chain.id(), String.valueOf(e.getMessage())));
    }
  }

  private static void checkContract(
      EvmRpc rpc, Chain chain, Contract contract, List<ConfigProblem> problems) {
    if (!rpc.hasCode(contract.address())) {
      problems.add(
          new ConfigProblem(
              contract.line(),
              contract.path(),
              contract.address() + " has no code on " + chain.id()));
    } else if (contract.history()
        && chain.startBlock() > 0
        && rpc.hadCode(contract.address(), chain.startBlock() - 1).orElse(false)) {
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
