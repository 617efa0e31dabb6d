// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {Fixture} from "../kit/Fixture.sol";
import {MerkleTree} from "../kit/MerkleTree.sol";
import {vm} from "../kit/Vm.sol";
import {Words} from "../kit/Words.sol";

/// @notice A reader that burns about 160,000 gas of its own, as a borrow does, so that the calldata floor of EIP-7623
/// does not hide the price of a read. Marginal price = the reading transaction minus `nothing`.
contract BusyReader {
    ISetoffRiskOracle private immutable _oracle;

    constructor(ISetoffRiskOracle oracle) {
        _oracle = oracle;
    }

    modifier busy() {
        assembly ("memory-safe") {
            for { let i := 0 } lt(i, 3000) { i := add(i, 1) } {
                mstore(0, i)
                pop(keccak256(0, 0x40))
            }
        }
        _;
    }

    function nothing(bytes32, bytes32) external pure busy returns (ISetoffRiskOracle.Status) {
        return ISetoffRiskOracle.Status.Unknown;
    }

    function latest(bytes32 stream, bytes32 account) external view busy returns (ISetoffRiskOracle.Status status) {
        (status,,) = _oracle.latest(stream, account, 1 hours);
    }

    function prove(bytes32 stream, bytes32 account, ISetoffRiskOracle.Word word, bytes32[] calldata proof)
        external
        view
        busy
        returns (ISetoffRiskOracle.Status)
    {
        return _oracle.prove(stream, account, word, proof, 1 hours);
    }
}

/// @notice Gas of whole transactions: intrinsic cost, calldata and execution with cold accounts and slots (isolate mode).
/// The figures are in gas/SetoffRiskOracle.json; `npm run gas` writes it anew.
contract GasTest is Fixture {
    string private constant GROUP = "SetoffRiskOracle";

    function measure(string memory label, address to, bytes memory data)
        private
        returns (uint256 used, bytes memory out)
    {
        bool ok;
        (ok, out) = to.call(data);
        used = vm.lastCallGas().gasTotalUsed;
        vm.assertTrue(ok, label);
        vm.snapshotValue(GROUP, label, used);
    }

    function commitData(uint64 epoch, bytes32 root) private view returns (bytes memory) {
        ISetoffRiskOracle.EpochReport memory r = report(epoch, root);
        return abi.encodeCall(oracle.commit, (r, sign(r)));
    }

    function testCommit3of5WithinItsBar() public {
        measure("commit 3-of-5, first epoch", address(oracle), commitData(1, keccak256("a")));
        (uint256 used,) = measure("commit 3-of-5, steady", address(oracle), commitData(2, keccak256("b")));
        vm.assertLe(used, 64_000, "commit");
        (used,) = measure("commit 3-of-5, already the head", address(oracle), commitData(2, keccak256("b")));
        vm.assertLe(used, 44_000, "no-op, at the calldata floor");
    }

    function steadyRow(uint256 i, uint64 epoch) private pure returns (bytes memory) {
        uint256 seed = uint256(keccak256(abi.encode(i, epoch)));
        int64 net = int64(uint64(seed % 1e13)) * (seed & 1 == 1 ? int64(-1) : int64(1)); // up to 10 M USD
        uint64 gross = uint64((seed >> 64) % 1e14);
        uint64 margin = uint64((seed >> 128) % 1e12);
        return row(account(i), Words.pack(net, gross, margin, uint40(NOW + epoch * 60 - 5), 9950, 1));
    }

    /// @dev Halves the range, because appending row by row costs memory gas that grows with the square of the batch.
    function steadyRows(uint256 from, uint256 to, uint64 epoch) private pure returns (bytes memory) {
        if (to - from == 1) return steadyRow(from, epoch);
        uint256 middle = (from + to) / 2;
        return bytes.concat(steadyRows(from, middle, epoch), steadyRows(middle, to, epoch));
    }

    function storeData(uint64 epoch, uint256 n) private returns (bytes memory) {
        vm.warp(NOW + epoch * 60);
        bytes memory rows = steadyRows(0, n, epoch);
        ISetoffRiskOracle.EpochReport memory r = flatReport(epoch, rows);
        return abi.encodeCall(oracle.storeSigned, (r, rows, sign(r)));
    }

    function measureStore(uint256 n) private returns (uint256 fresh, uint256 steady) {
        string memory size = string.concat("storeSigned 3-of-5, ", vm.toString(n));
        bytes memory out;
        (fresh, out) = measure(string.concat(size, " new"), address(oracle), storeData(1, n));
        vm.assertEq(abi.decode(out, (uint256)), n, "stored new");
        (steady, out) = measure(string.concat(size, " steady"), address(oracle), storeData(2, n));
        vm.assertEq(abi.decode(out, (uint256)), n, "stored steady");
    }

    function testStoreSigned1Account() public {
        (, uint256 steady) = measureStore(1);
        vm.assertLe(steady, 66_000, "1 account");
    }

    function testStoreSigned10Accounts() public {
        (, uint256 steady) = measureStore(10);
        vm.assertLe(steady, 122_000, "10 accounts");
    }

    function testStoreSigned100Accounts() public {
        (, uint256 steady) = measureStore(100);
        vm.assertLe(steady, 690_000, "100 accounts");
    }

    function testStoreSigned1000AccountsWithinItsBar() public {
        (uint256 fresh, uint256 steady) = measureStore(1000);
        vm.assertLe(steady, 6_400 * 1000, "steady, 6,400 an account");
        vm.assertLe(fresh, 23_600 * 1000, "new, 23,600 an account");
    }

    function testReadsWithinTheirBars() public {
        BusyReader reader = new BusyReader(oracle);
        bytes32 accountId = id(account(0));
        (uint256 idle,) =
            measure("consumer without a read", address(reader), abi.encodeCall(reader.nothing, (STREAM, accountId)));

        (bool ok,) = address(oracle).call(storeData(1, 1));
        vm.assertTrue(ok, "stored");
        (uint256 used, bytes memory out) =
            measure("consumer reading latest", address(reader), abi.encodeCall(reader.latest, (STREAM, accountId)));
        vm.assertEq(uint256(bytes32(out)), uint256(ISetoffRiskOracle.Status.Fresh), "latest");
        vm.assertLe(used - idle, 8_400, "latest");

        ISetoffRiskOracle.Word word = Words.seen(block.timestamp);
        bytes32[] memory proof = new bytes32[](17);
        bytes32 root = MerkleTree.leaf(accountId, word);
        for (uint256 i; i < proof.length; ++i) {
            proof[i] = keccak256(abi.encode("sibling", i));
            root = MerkleTree.parent(root, proof[i]);
        }
        commit(report(2, root));
        (used, out) = measure(
            "consumer proving, depth 17",
            address(reader),
            abi.encodeCall(reader.prove, (STREAM, accountId, word, proof))
        );
        vm.assertEq(uint256(bytes32(out)), uint256(ISetoffRiskOracle.Status.Fresh), "prove");
        vm.assertLe(used - idle, 21_500, "prove");
    }
}
