/// A few lines of every log format of the catalog, with addresses from documentation ranges.
enum LogSeeds {
    static let all: [(format: String, text: String)] = [
        ("zeek-conn", zeekHead("conn", columns: zeekColumns) + zeekRow + zeekRow + "#close\t2023-11-14\n"),
        (
            "zeek-conn",
            #"{"ts":1700000000.5,"uid":"Ca1","id.orig_h":"192.0.2.7","id.orig_p":40000,"id.resp_h":"198.51.100.9","#
                + #""id.resp_p":443,"proto":"tcp","duration":0.25,"conn_state":"SF","local_orig":true,"service":null}"#
                + "\n"
        ),
        (
            "zeek-dns",
            #"{"ts":"2023-11-14T22:13:20.5Z","uid":"C","id":{"orig_h":"192.0.2.7","orig_p":5,"resp_h":"192.0.2.53","#
                + #""resp_p":53},"proto":"udp","query":"a \"quoted\" n\u00e4me","qtype":1,"AA":false,"answers":["x","y"]}"#
        ),
        (
            "zeek-http",
            #"{"ts":1700000000.5,"uid":"C","id.orig_h":"192.0.2.7","id.orig_p":5,"id.resp_h":"192.0.2.53","id.resp_p":80,"#
                + #""method":"GET","host":"example.org","uri":"/a?b=c","user_agent":"x","status_code":200}"#
        ),
        (
            "zeek-ssl",
            #"{"ts":1700000000.5,"uid":"C","id.orig_h":"192.0.2.7","id.orig_p":5,"id.resp_h":"192.0.2.53","id.resp_p":443,"#
                + #""version":"TLSv12","cipher":"x","server_name":"example.org","established":true}"#
        ),
        (
            "suricata-eve",
            #"{"timestamp":"2023-02-28T11:34:04.5+0100","event_type":"ssh","src_ip":"192.0.2.1","dest_ip":"192.0.2.2","proto":"TCP"}"#
                + "\n"
                + #"{"timestamp":"2023-02-28T11:34:04.5+0100","flow_id":12,"event_type":"flow","src_ip":"192.0.2.1","src_port":9,"#
                + #""dest_ip":"192.0.2.2","dest_port":22,"proto":"TCP","flow":{"pkts_toserver":11,"bytes_toclient":2319,"#
                + #""start":"2023-02-28T11:34:02.25+0000","state":"established"},"tcp":{"state":"closed"}}"#
        ),
        (
            "nfdump-csv",
            "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt\n"
                + "2018-01-12 15:37:30,2018-01-12 15:37:31,  1.000,192.0.2.1,198.51.100.2,52324,902,TCP,......S.,0,0,1,60,0,0\n"
                + "Summary\nflows,bytes,packets,avg_bps,avg_pps,avg_bpp\n4593,241025,4652,58357,140,51\n"
        ),
        (
            "argus-binetflow",
            "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label\n"
                + "2019/04/04 16:23:00.325010,0.5,icmp,192.0.2.1,0x0303,  <->,198.51.100.8,53,CON,0,0,2,142,63,flow=Background\n"
        ),
        (
            "vpc-flow",
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
                + "2 123456789010 eni-1 - - - - - - - 1655157610 1655157611 - NODATA\n"
                + "2 123456789010 eni-1 192.0.2.1 198.51.100.2 27620 2052 6 2 88 1655157610 1655157611 REJECT OK\n"
        ),
        ("nsl-kdd", kddRow + ",normal,21\n" + kddRow + ",neptune,3\n"), ("kdd99", kddRow + ",normal.\n"),
        (
            "luflow",
            "avg_ipt,bytes_in,bytes_out,dest_ip,dest_port,entropy,num_pkts_out,num_pkts_in,proto,src_ip,src_port,"
                + "time_end,time_start,total_entropy,label,duration\n"
                + "52.5,270,191,786,445,4.5,6,6,6,64500,56965,160807983780185,1608079837080185,2115.3,malicious,2.01E-4\n"
        ),
        (
            "cic-ids2017",
            " Destination Port, Flow Duration, Total Fwd Packets, Total Backward Packets,Total Length of Fwd Packets, Flow Bytes/s, Label\n"
                + "80,2000000,3,4,5,Infinity,Web Attack\n"
        ),
        (
            "unsw-nb15",
            "192.0.2.1,33661,198.51.100.2,1024,udp,CON,0.036133,528,304,31,29,0,0,-,87676.08594,50480.17188,4,4,0,0,0,0,"
                + "132,76,0,0,9.89101,10.682733,1421927377,1421927413,7.005,7.564333,0,0,0,0,0,,,0,3,7,1,3,1,1,1,,0\n"
        ),
        (
            "csv",
            "when;src_ip;dst_ip;protocol;bytes;note;attack\n"
                + "2024-01-02T03:04:05Z;192.0.2.1;198.51.100.2;udp;17;\"a;b\";0\n"
        ),
    ]

    private static let zeekColumns: [(name: String, type: String)] = [
        ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"),
        ("id.resp_h", "addr"),
        ("id.resp_p", "port"), ("proto", "enum"), ("service", "string"), ("duration", "interval"),
        ("orig_bytes", "count"), ("resp_bytes", "count"), ("conn_state", "string"),
    ]

    private static let zeekRow =
        "1700000000.5\tCa1\t192.0.2.7\t40000\t198.51.100.9\t443\ttcp\tssl\t0.25\t100\t2000\tSF\n"

    private static func zeekHead(_ path: String, columns: [(name: String, type: String)]) -> String {
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t\(path)\n"
            + "#fields\t" + columns.map(\.name).joined(separator: "\t") + "\n"
            + "#types\t" + columns.map(\.type).joined(separator: "\t") + "\n"
    }

    private static let kddRow =
        "0,tcp,http,SF,181,5450,0,0,0,0,0,1" + String(repeating: ",0", count: 19) + ",9,9,1.00,0.00,0.11"
        + ",0.00,0.00,0.00,0.00,0.00"
}
