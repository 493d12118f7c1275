/// A root that python-tuf 7.0.0 made and signed, with one key of each scheme; all three must sign. Public keys and
/// signatures only. `x-note` holds what canonical JSON escapes and what it does not.
enum PythonRoot {
  static let bytes = Array(
    #"""
    {"signatures":[{"keyid":"bfdaec014227f5959ba75bd2aa06e551ed5730488f18b89c6b359165c4e\#
    05a8a","sig":"94775a2c8eb5eec73d8b273b5694f4d5771669ac05df5277dec2aa3b943538a9f92117\#
    0f5b73bec6696d3a5c2dec88d34d5b30105e4cf545ff6e0fe6fc7d3e09"},{"keyid":"df0fdf1f0425e\#
    98559688a7547ee2dd1c346c90657b7cf22e88e2b990f32bcef","sig":"3046022100ea69a908f2f79c\#
    03555efdacbed14e02868b8a689fa36d65db16549632c690b9022100c1b4486a7ee27053fb4d2e0d16dd\#
    909045bb714a582f7b842ec5c1f569081ad0"},{"keyid":"631c26dc4db26b71b05ced04723d3da0ed6\#
    b5704ab2acea4dbe7476770d99c7b","sig":"1758c40164b88ca7a830eaa2cee63af40929d491de60cd\#
    9e664a9beed25d2a0ecf7be64b090cbb9c7b824f14cd20ed43bfd4c85def4f4122153b9c02cf382c2cb2\#
    21dfbf51cc4d4ead58de34ca0c0dd770dc84f426ed200ed6a356c4253191d4813b16e1012568c3539c6b\#
    acfb9cda3a31cbd46a4c37675621c3192ced386fbe21a315f46403a0f5a729ada5677e1922b08cf6b908\#
    427ab4a3c0408582644c7200bc316ac2ee9f3a6387dc6559c4afb4da20ffd754b7665bac3bafa9fe3191\#
    45045b6a764300b8fb0ed61cc075ba79be6e260d4bd07747ccf72e4d23656bc137f90f2b70a77838cddf\#
    04c06115805b533303fd5a87b61669b2b41f21a44e9c04"}],"signed":{"_type":"root","consiste\#
    nt_snapshot":true,"expires":"2030-01-02T03:04:05Z","keys":{"631c26dc4db26b71b05ced04\#
    723d3da0ed6b5704ab2acea4dbe7476770d99c7b":{"keytype":"rsa","keyval":{"public":"-----\#
    BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAt8auM2BuFsypCEfiY\#
    1wf\nsM7n5hhtDshAB7MnJU7o+bcJIftS/UzCaaQ46JLxfi12dquYv0n4q6zE377J32Dt\n3BYzLsF4oVfeD\#
    ykqLkCYzbCVZW29phYiyaItOzkWUiAf6t4a5ILfecBNnPD8SQa5\nw/hEDYa7sJnjuquJyzx01zaTx21zrS4\#
    4Hy3jSvQNMO5sxYSO9SQN6CTNiBX4okt1\nL4xfgp7v413FP+Yf2pCH0wEAi7tXosxeoDfO+3ReQ3DMgsCwd\#
    0NC7LKnMm+n2mQj\ngtMU46rNAfd3fTrqVpjg1pEPUz4FSPf35/2hCL+8yYL38T9bijt3UclkugDUnUSZ\nS\#
    wIDAQAB\n-----END PUBLIC KEY-----\n"},"scheme":"rsassa-pss-sha256"},"bfdaec014227f59\#
    59ba75bd2aa06e551ed5730488f18b89c6b359165c4e05a8a":{"keytype":"ed25519","keyval":{"p\#
    ublic":"f537205e7b29ed28f84472b134938e7a6f052ed33c7b80ab3bb5ce86ed76cce0"},"scheme":\#
    "ed25519"},"df0fdf1f0425e98559688a7547ee2dd1c346c90657b7cf22e88e2b990f32bcef":{"keyt\#
    ype":"ecdsa","keyval":{"public":"-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZ\#
    Izj0DAQcDQgAEWoqLr7Xa/6pHBuSBKXqF4teuftVn\ntSM5dWYakcZDrCcO2NYvC69WBb2BytUAR0LyYTwLT\#
    RfptgNIOw4Q9E9Xxw==\n-----END PUBLIC KEY-----\n"},"scheme":"ecdsa-sha2-nistp256"}},"\#
    roles":{"root":{"keyids":["bfdaec014227f5959ba75bd2aa06e551ed5730488f18b89c6b359165c\#
    4e05a8a","df0fdf1f0425e98559688a7547ee2dd1c346c90657b7cf22e88e2b990f32bcef","631c26d\#
    c4db26b71b05ced04723d3da0ed6b5704ab2acea4dbe7476770d99c7b"],"threshold":3},"snapshot\#
    ":{"keyids":["bfdaec014227f5959ba75bd2aa06e551ed5730488f18b89c6b359165c4e05a8a","df0\#
    fdf1f0425e98559688a7547ee2dd1c346c90657b7cf22e88e2b990f32bcef","631c26dc4db26b71b05c\#
    ed04723d3da0ed6b5704ab2acea4dbe7476770d99c7b"],"threshold":1},"targets":{"keyids":["\#
    bfdaec014227f5959ba75bd2aa06e551ed5730488f18b89c6b359165c4e05a8a","df0fdf1f0425e9855\#
    9688a7547ee2dd1c346c90657b7cf22e88e2b990f32bcef","631c26dc4db26b71b05ced04723d3da0ed\#
    6b5704ab2acea4dbe7476770d99c7b"],"threshold":1},"timestamp":{"keyids":["bfdaec014227\#
    f5959ba75bd2aa06e551ed5730488f18b89c6b359165c4e05a8a","df0fdf1f0425e98559688a7547ee2\#
    dd1c346c90657b7cf22e88e2b990f32bcef","631c26dc4db26b71b05ced04723d3da0ed6b5704ab2ace\#
    a4dbe7476770d99c7b"],"threshold":1}},"spec_version":"1.0.31","version":1,"x-note":"\\#
    u00e9 \"quoted\" \\ \u0001 \u007f \ud83c\udf89"}}
    """#.utf8)
}
