// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../../src/SetoffVerifier.sol";
import {Deploy} from "./Deploy.sol";
import {MerkleTree} from "./MerkleTree.sol";
import {vm} from "./Vm.sol";

/// @notice A 3-of-5 oracle, its keys, and signed reports built without help from the code under test.
abstract contract Fixture {
    uint256 internal constant NOW = 1_790_000_000;
    uint256 internal constant WINDOW = 300; // seconds from now to validUntil of a report
    bytes32 internal constant STREAM = keccak256("setoff/net/v1");
    bytes internal constant THREE = hex"000204"; // indexes of the signers that `sign` uses

    uint256[] internal keys; // in the order of `set`
    address[] internal set; // ascending
    ISetoffRiskOracle internal oracle;

    function setUp() public virtual {
        vm.warp(NOW);
        addSigners(5);
        oracle = Deploy.oracle(set, 3);
    }

    function addSigners(uint256 n) internal {
        for (uint256 i; i < n; ++i) {
            addSigner(uint256(keccak256(abi.encode("signer", i))));
        }
    }

    /// @notice Puts a signer into its place in the ascending set.
    function addSigner(uint256 key) internal {
        keys.push(key);
        set.push(vm.addr(key));
        for (uint256 j = set.length - 1; j > 0 && set[j] < set[j - 1]; --j) {
            (set[j], set[j - 1]) = (set[j - 1], set[j]);
            (keys[j], keys[j - 1]) = (keys[j - 1], keys[j]);
        }
    }

    function report(uint64 epoch, bytes32 root) internal view returns (ISetoffRiskOracle.EpochReport memory) {
        return ISetoffRiskOracle.EpochReport({
            streamId: STREAM,
            epoch: epoch,
            setVersion: 1,
            observedAt: uint40(block.timestamp - 10),
            validUntil: uint40(block.timestamp + WINDOW),
            leafCount: 1000,
            root: root,
            inputsHash: keccak256("inputs"),
            modelHash: keccak256("model")
        });
    }

    function flatReport(uint64 epoch, bytes memory rows)
        internal
        view
        returns (ISetoffRiskOracle.EpochReport memory r)
    {
        r = report(epoch, keccak256(rows));
        r.leafCount = uint32(rows.length / 52);
    }

    function domain(uint256 chain, address contract_) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Setoff Risk Oracle"),
                keccak256("1"),
                chain,
                contract_
            )
        );
    }

    function structHash(ISetoffRiskOracle.EpochReport memory r) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "EpochReport(bytes32 streamId,uint64 epoch,uint64 setVersion,uint40 observedAt,uint40 validUntil,uint32 leafCount,bytes32 root,bytes32 inputsHash,bytes32 modelHash)"
        );
        return keccak256(
            abi.encode(
                typeHash,
                r.streamId,
                r.epoch,
                r.setVersion,
                r.observedAt,
                r.validUntil,
                r.leafCount,
                r.root,
                r.inputsHash,
                r.modelHash
            )
        );
    }

    function digest(ISetoffRiskOracle.EpochReport memory r) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain(block.chainid, address(oracle)), structHash(r)));
    }

    function sign(ISetoffRiskOracle.EpochReport memory r) internal view returns (ISetoffRiskOracle.Quorum memory) {
        return signDigest(digest(r), THREE);
    }

    function signDigest(bytes32 hash, bytes memory idx) internal view returns (ISetoffRiskOracle.Quorum memory) {
        return signDigestWith(keys, set, hash, idx);
    }

    function signDigestWith(uint256[] memory keys_, address[] memory set_, bytes32 hash, bytes memory idx)
        internal
        pure
        returns (ISetoffRiskOracle.Quorum memory q)
    {
        q.set = set_;
        q.idx = idx;
        q.rvs = new bytes32[](2 * idx.length);
        for (uint256 i; i < idx.length; ++i) {
            (q.rvs[2 * i], q.rvs[2 * i + 1]) = compact(keys_[uint8(idx[i])], hash);
        }
    }

    /// @notice EIP-2098 signature.
    function compact(uint256 key, bytes32 hash) internal pure returns (bytes32 r, bytes32 vs) {
        uint8 v;
        bytes32 s;
        (v, r, s) = vm.sign(key, hash);
        vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
    }

    function commit(ISetoffRiskOracle.EpochReport memory r) internal returns (bool) {
        return oracle.commit(r, sign(r));
    }

    function storeSigned(ISetoffRiskOracle.EpochReport memory r, bytes memory rows) internal returns (uint256) {
        return oracle.storeSigned(r, rows, sign(r));
    }

    function haltStream() internal {
        vm.prank(Deploy.GUARDIAN);
        oracle.halt(STREAM, keccak256("reason"));
    }

    function resumeStream(uint64 minEpoch) internal {
        vm.prank(Deploy.OWNER);
        oracle.resume(STREAM, minEpoch);
    }

    /// @notice `word` of `accountId` alone in a tree, with the report of that root and its signatures.
    function signedWord(uint64 epoch, bytes32 accountId, ISetoffRiskOracle.Word word)
        internal
        view
        returns (SetoffVerifier.SignedWord memory signed)
    {
        signed.report = report(epoch, MerkleTree.leaf(accountId, word));
        signed.report.leafCount = 1;
        signed.quorum = sign(signed.report);
        signed.word = word;
    }

    function assertStatus(ISetoffRiskOracle.Status actual, ISetoffRiskOracle.Status expected) internal pure {
        vm.assertEq(uint256(actual), uint256(expected), "status");
    }

    function account(uint256 i) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("account", i)))));
    }

    function id(address a) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(a)));
    }

    function row(address a, ISetoffRiskOracle.Word w) internal pure returns (bytes memory) {
        return abi.encodePacked(a, ISetoffRiskOracle.Word.unwrap(w));
    }

    function refused(bytes4 selector) internal {
        vm.expectRevert(abi.encodeWithSelector(selector));
    }

    function refusedAsOld(uint64 have) internal {
        vm.expectRevert(abi.encodeWithSelector(ISetoffRiskOracle.OldEpoch.selector, have));
    }

    function assertHead(uint64 epoch, bytes32 root) internal view {
        (uint64 e,,, bytes32 r) = oracle.head(STREAM);
        vm.assertEq(e, epoch, "head epoch");
        vm.assertEq(r, root, "head root");
    }
}
