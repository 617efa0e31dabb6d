// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

interface IFlashPool {
    function token0() external view returns (address);
    function token1() external view returns (address);
    function flash(address recipient, uint256 amount0, uint256 amount1, bytes calldata data) external;
}

interface ITransfer {
    function transfer(address to, uint256 value) external returns (bool);
}

/// Test double: borrows from a Uniswap v3 pool and pays it back with the fee in the same transaction. It must hold the
/// fee of both tokens beforehand.
contract FlashBorrowerDouble {
    error NotThePool(address caller);

    address private _pool;

    function borrow(address pool, uint256 amount0, uint256 amount1) external {
        _pool = pool;
        IFlashPool(pool).flash(address(this), amount0, amount1, abi.encode(amount0, amount1));
        _pool = address(0);
    }

    function uniswapV3FlashCallback(uint256 fee0, uint256 fee1, bytes calldata data) external {
        if (msg.sender != _pool) revert NotThePool(msg.sender);
        (uint256 amount0, uint256 amount1) = abi.decode(data, (uint256, uint256));
        ITransfer(IFlashPool(msg.sender).token0()).transfer(msg.sender, amount0 + fee0);
        ITransfer(IFlashPool(msg.sender).token1()).transfer(msg.sender, amount1 + fee1);
    }
}
