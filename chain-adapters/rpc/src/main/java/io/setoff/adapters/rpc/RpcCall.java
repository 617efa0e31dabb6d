package io.setoff.adapters.rpc;

import java.util.ArrayList;
import java.util.List;

/**
 * One JSON-RPC request.
 *
 * @param method for example {@code eth_call}
 * @param params anything that Jackson writes as JSON
 */
public record RpcCall(String method, List<Object> params) {
  public RpcCall {
    params = List.copyOf(params);
  }

  public static RpcCall of(String method, Object... params) {
    return new RpcCall(method, List.of(params));
  }

  /** The same with one more parameter. */
  public RpcCall with(Object last) {
    List<Object> more = new ArrayList<>(params);
    more.add(last);
    return new RpcCall(method, more);
  }
}
